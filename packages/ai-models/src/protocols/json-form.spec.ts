import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { isStrict } from './json-form.js';

describe('isStrict', () => {
  it('is true of closed schemas in the keywords that are known', () => {
    const verse = z.object({
      lines: z.array(z.object({ text: z.string().nullable(), mood: z.enum(['calm', 'gay']) })),
    });
    expect(isStrict(z.toJSONSchema(verse))).toBe(true);
  });

  it.each([
    ['an optional key', z.toJSONSchema(z.object({ a: z.string().optional() }))],
    ['an open object', z.toJSONSchema(z.looseObject({ a: z.string() }))],
    ['a bound', z.toJSONSchema(z.object({ a: z.array(z.string().max(9)) }))],
    ['a record', z.toJSONSchema(z.record(z.string(), z.string()))],
    ['an object inside that is open', { anyOf: [{ type: 'object', properties: {} }] }],
    ['no schema', 'a'],
  ])('is false of %s', (_, schema) => {
    expect(isStrict(schema)).toBe(false);
  });
});
