import { describe, expect, it } from '@jest/globals';
import { defineRoute } from '@mojian/contracts/route';
import { z } from 'zod';
import { parseInput } from './parse-input.js';

const route = defineRoute({
  id: 'spec.write',
  owner: 'postcard',
  method: 'POST',
  path: '/spec/:name',
  access: 'public',
  dialect: 'mini',
  summary: 'A route of this spec',
  params: z.object({ name: z.string() }),
  query: z.object({ page: z.coerce.number().default(1) }),
  body: z.object({ words: z.string(), context: z.object({ places: z.array(z.string()) }).nullish() }),
  success: { status: 200, body: z.unknown() },
});

const parse =
  (body: unknown, name = 'x') =>
  () =>
    parseInput(route, { params: { name }, query: {}, body });
const errors = (...paths: string[]) =>
  expect.objectContaining({
    code: 'VALIDATION_FAILED',
    options: { details: { errors: paths.map((path) => ({ path, message: expect.any(String) })) } },
  });

describe('parseInput', () => {
  it('parses what the route declares, and ignores other keys', () => {
    expect(parse({ words: '😀 𠮷', other: '\u0000' })()).toEqual({
      params: { name: 'x' },
      query: { page: 1 },
      body: { words: '😀 𠮷' },
    });
  });

  it('names every problem of every part', () => {
    expect(parse({ context: { places: [1] } })).toThrow(errors('words', 'context.places.0'));
  });

  it.each([
    ['NUL', 'a\u0000'],
    ['half a surrogate pair', '\ud800b'],
    ['the other half', '\udc00'],
  ])('refuses text with %s, which no store keeps', (_name, text) => {
    expect(parse({ words: text })).toThrow(errors('words'));
    expect(parse({ words: 'x', context: { places: ['y', text] } })).toThrow(errors('context.places.1'));
    expect(parse({ words: 'x' }, text)).toThrow(errors('name'));
  });
});
