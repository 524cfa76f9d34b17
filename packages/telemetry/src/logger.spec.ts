import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLogger, type LogLevel } from './logger.js';
import { redact } from './redact.js';
import { currentContext, extendContext, runInContext } from './request-context.js';

function collect(level: LogLevel = 'info') {
  const stream = new PassThrough();
  const logger = createLogger({ service: 'postcard', level, stream });
  const lines = (): unknown[] =>
    String(stream.read() ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  return { logger, lines };
}

describe('createLogger', () => {
  it('writes one JSON line per event with the ids of the context', async () => {
    const { logger, lines } = collect();
    await runInContext({ requestId: 'r1' }, async () => {
      await Promise.resolve();
      extendContext({ userId: 'u1', taskId: 't1' });
      logger.info('card.made', { ms: 12, level: 'cannot be forged' });
    });
    logger.debug('not.heard');
    expect(lines()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        level: 'info',
        service: 'postcard',
        event: 'card.made',
        request_id: 'r1',
        user_id: 'u1',
        task_id: 't1',
        ms: 12,
      },
    ]);
  });

  it('tells an error with its cause, and nothing secret', () => {
    const { logger, lines } = collect();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    logger.error('x', { error: new Error('outer', { cause }), refreshToken: 'abc', newline: 'a\nb' });
    expect(lines()).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({
          message: 'outer',
          cause: expect.objectContaining({ message: 'refused', error_code: 'ECONNREFUSED' }),
        }),
        refreshToken: '***',
        newline: 'a\nb',
      }),
    ]);
  });
});

describe('request context', () => {
  it('keeps parallel pieces of work apart', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((requestId) =>
        runInContext({ requestId }, async () => {
          await Promise.resolve();
          extendContext({ userId: `of ${requestId}` });
          await Promise.resolve();
          return currentContext();
        }),
      ),
    );
    expect(seen).toEqual([
      { requestId: 'a', userId: 'of a' },
      { requestId: 'b', userId: 'of b' },
    ]);
    expect(currentContext()).toBeUndefined();
  });
});

describe('redact', () => {
  it('masks text under the names of secrets and leaves counts alone', () => {
    const given = {
      password: 'p',
      'X-API-Key': 'k',
      headers: { Authorization: 'Bearer x', cookie: ['a'] },
      openid: 'o',
      session_key: 's',
      code: 'wechat',
      prompt_tokens: 512,
      error_code: 'TASK_NOT_FOUND',
      token: null,
    };
    expect(redact(given)).toEqual({
      password: '***',
      'X-API-Key': '***',
      headers: { Authorization: '***', cookie: '***' },
      openid: '***',
      session_key: '***',
      code: '***',
      prompt_tokens: 512,
      error_code: 'TASK_NOT_FOUND',
      token: null,
    });
  });

  it('cuts what is long, deep or binary, and survives a cycle', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(redact('x'.repeat(1200))).toBe(`${'x'.repeat(1000)}… (1200 characters)`);
    expect(redact({ picture: Buffer.alloc(3) })).toEqual({ picture: '[3 bytes]' });
    expect(JSON.stringify(redact(loop))).toContain('[deep]');
  });
});
