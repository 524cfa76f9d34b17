import { describe, expect, it } from '@jest/globals';
import { defineRoute, type RouteInput } from '@mojian/contracts/route';
import { Controller, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { assertRoutesHandled } from './assert-routes-handled.js';
import { Caller, type CallerIdentity } from './caller.js';
import { Handle, Input } from './handle.js';
import { parseInput } from './parse-input.js';

const greet = defineRoute({
  id: 'spec.greet',
  owner: 'postcard',
  method: 'POST',
  path: '/greet/:id',
  access: 'user',
  dialect: 'web',
  summary: 'x',
  params: z.object({ id: z.coerce.number().int() }),
  body: z.object({ name: z.string().min(1) }),
  success: { status: 201, body: z.object({ text: z.string(), loud: z.boolean().default(false) }) },
});
const whoAmI = defineRoute({
  id: 'spec.who',
  owner: 'postcard',
  method: 'GET',
  path: '/who',
  access: 'user',
  dialect: 'mini',
  summary: 'x',
  success: { status: 200, body: z.object({ id: z.string() }) },
});
const show = defineRoute({
  id: 'spec.show',
  owner: 'postcard',
  method: 'GET',
  path: '/show',
  access: 'public',
  dialect: 'page',
  summary: 'x',
  success: { status: 200, body: z.string() },
});

@Controller()
class RightController {
  @Handle(greet)
  async greet(@Input() { params, body }: RouteInput<typeof greet>, @Caller() caller: CallerIdentity) {
    return { text: `${body.name.trim()} ${params.id.toFixed()} ${caller.userId}` };
  }
  @Handle(whoAmI)
  async who(@Caller() caller: CallerIdentity) {
    return { id: caller.userId };
  }
  @Handle(show)
  async show() {
    return new StreamableFile(Buffer.from('x'));
  }
}

/** Does not have to run: that it compiles is the test. */
class WrongController {
  // @ts-expect-error the reply has no such text
  @Handle(greet)
  async reply(_input: RouteInput<typeof greet>) {
    return { text: 1 };
  }
  // @ts-expect-error the route has a name, not an age
  @Handle(greet)
  async input(_input: { body: { age: number } }) {
    return { text: 'x' };
  }
  // @ts-expect-error a stream is for pages only
  @Handle(whoAmI)
  async stream() {
    return new StreamableFile(Buffer.from('x'));
  }
}

describe('assertRoutesHandled', () => {
  it('wants each route once', () => {
    expect(() => assertRoutesHandled('postcard', [greet, whoAmI, show], [RightController])).not.toThrow();
    expect(() => assertRoutesHandled('postcard', [greet, whoAmI, show], [])).toThrow(
      'route spec.greet has 0 handlers in postcard, expected 1',
    );
    expect(() => assertRoutesHandled('postcard', [greet], [WrongController])).toThrow(
      'route spec.greet has 2 handlers',
    );
    expect(() => assertRoutesHandled('user', [greet, whoAmI, show], [RightController])).toThrow(
      'which does not own it',
    );
    expect(() => assertRoutesHandled('postcard', [greet, whoAmI], [RightController])).toThrow('spec.show');
  });
});

describe('parseInput', () => {
  it('gives the declared parts, parsed', () => {
    const input = parseInput(greet, { params: { id: '7' }, query: { ignored: '1' }, body: { name: 'a', extra: true } });
    expect(input).toEqual({ params: { id: 7 }, body: { name: 'a' } });
    expect(parseInput(whoAmI, { params: {}, query: {}, body: {} })).toEqual({});
  });

  it('lists every problem of every part', () => {
    const parse = () => parseInput(greet, { params: { id: 'x' }, query: {}, body: { name: '' } });
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        options: {
          details: {
            errors: [
              { path: 'id', message: expect.any(String) },
              { path: 'name', message: expect.any(String) },
            ],
          },
        },
      }),
    );
    expect(() => parseInput(greet, { params: { id: 1 }, query: {}, body: [] })).toThrow(
      expect.objectContaining({ options: { details: { errors: [{ path: 'body', message: expect.any(String) }] } } }),
    );
  });
});
