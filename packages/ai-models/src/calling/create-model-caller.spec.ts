import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { away, busy, failure, good, modelDesk, models } from './model-desk.fixture.js';

const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };

let desk: ReturnType<typeof modelDesk>;
beforeEach(() => {
  jest.clearAllMocks();
  desk = modelDesk(logger);
});
afterEach(() => {
  expect(desk.leases.held).toBe(0);
  expect([desk.a.left, desk.b.left]).toEqual([[], []]);
});

describe('a call of a model', () => {
  it('gives the value of the first choice, and one account of it', async () => {
    desk.a.script({ ...good, firstMs: 300, restMs: 700 });
    const seen: string[] = [];
    const got = await desk.ask({ onText: (text) => seen.push(text) });
    expect(got).toEqual({ by: { provider: 'a', model: 'x' }, value: { n: 1 }, degraded: false, refusals: [] });
    expect(seen).toEqual(['{"n"', '{"n": 1}']);
    expect(desk.calls).toEqual([
      {
        provider: 'a',
        model: 'x',
        promptVersion: 'copy@3',
        outcome: 'ok',
        tokens: { input: 100, output: 10, cached: 40 },
        cost: 60 * 2 + 40 + 10 * 8,
        msToFirst: 300,
        ms: 1000,
        retries: 0,
      },
    ]);
  });

  it('is retried three times after 2, 4 and 10 s, and then is the next one’s', async () => {
    desk.a.script(busy, away, busy, away);
    desk.b.script(good);
    const got = await desk.ask();
    expect(got).toMatchObject({ by: { provider: 'b' }, degraded: true, refusals: [{ provider: 'a', model: 'x' }] });
    expect(desk.a.calls.map(({ at }) => at)).toEqual([0, 2000, 6000, 16_000]);
    expect(desk.outcomes()).toEqual(['a busy 0', 'a unavailable 1', 'a busy 2', 'a unavailable 3', 'b ok 0']);
    expect(desk.calls.at(-1)?.cost).toBeNull();
    expect(logger.warn.mock.calls).toEqual([
      [
        'model.passed_over',
        { provider: 'a', model: 'x', reason: 'MODEL_UNAVAILABLE', message: 'a:x failed', next: 'b:y' },
      ],
    ]);
  });

  it.each([
    ['declined', failure('MODEL_REFUSED'), 'a refused 0'],
    ['rejected', failure('MODEL_REJECTED', { status: 400 }), 'a rejected 0'],
    ['rejected for its key', failure('MODEL_REJECTED', { status: 401 }), 'a rejected 0'],
    ['asked to come back too late', failure('MODEL_BUSY', { retry_after_ms: 60_000 }), 'a busy 0'],
    ['unavailable until too late', failure('MODEL_UNAVAILABLE', { retry_after_ms: 60_000 }), 'a unavailable 0'],
  ])('that is %s is the next one’s at once', async (_what, step, outcome) => {
    desk.a.script(step);
    desk.b.script(good);
    await desk.ask();
    expect(desk.outcomes()).toEqual([outcome, 'b ok 0']);
    expect(desk.b.calls[0]?.at).toBe(0);
  });

  it('waits as long as the provider asks, and others who want its key wait as well', async () => {
    desk.a.script(failure('MODEL_BUSY', { retry_after_ms: 8000 }), good, good);
    const first = desk.start();
    const second = (async () => {
      await desk.clock.wait(1000, new AbortController().signal);
      return desk.start();
    })();
    await desk.clock.run(Promise.all([first, second]));
    expect(desk.a.calls.map(({ at }) => at)).toEqual([0, 8875, 9000]);
  });

  it('goes to another key at once when one is not taken, and retries with another when one is busy', async () => {
    desk = modelDesk(logger, ['k1', 'k2', 'k3']);
    desk.a.script(failure('MODEL_REJECTED', { status: 403 }), failure('MODEL_BUSY', { retry_after_ms: 50_000 }), good);
    expect(await desk.ask()).toMatchObject({ by: { provider: 'a' } });
    expect(desk.a.calls.map(({ at }) => at)).toEqual([0, 0, 2000]);
    expect(new Set(desk.a.calls.map(({ key }) => key)).size).toBe(3);
  });

  it('says that only the studio is left, and why', async () => {
    desk.a.script(failure('MODEL_REFUSED'));
    desk.b.script(failure('MODEL_REJECTED', { status: 404 }));
    const got = await desk.ask();
    expect(got).toMatchObject({ by: 'studio', degraded: true });
    expect(got.refusals.map(({ error }) => error.code)).toEqual(['MODEL_REFUSED', 'MODEL_REJECTED']);
    expect(logger.warn.mock.calls.map(([, fields]) => fields)).toMatchObject([{ next: 'b:y' }, { next: 'studio' }]);
    expect(await desk.ask({ models: ['studio'] })).toEqual({ by: 'studio', degraded: false, refusals: [] });
  });

  it('fails without a studio, as one that may succeed another time if there is such a one', async () => {
    desk.a.script(away, away, away, away);
    desk.b.script(failure('MODEL_REFUSED'));
    await expect(desk.ask({ models: models.slice(0, 2) })).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  it('throws what is no fault of a model', async () => {
    desk.a.script({ error: new TypeError('a bug') });
    await expect(desk.ask()).rejects.toThrow('a bug');
  });
});

describe('an answer of no use', () => {
  it('is mended once, with the error told', async () => {
    desk.a.script({ text: '{"n": "one"}' }, good);
    expect(await desk.ask()).toMatchObject({ value: { n: 1 }, degraded: false });
    expect(desk.outcomes()).toEqual(['a invalid 0', 'a ok 1']);
    expect(desk.calls[0]?.cost).toBe(240);
    expect(desk.a.calls[1]?.request?.messages).toEqual([
      { role: 'user', content: 'u' },
      { role: 'assistant', content: '{"n": "one"}' },
      { role: 'user', content: expect.stringContaining('expected number, received string') },
    ]);
  });

  it('is the next one’s when it was mended in vain, and retries for the mending are retries', async () => {
    desk.a.script({ text: '{"n": 1', finish: 'length' }, away, { text: 'Sorry' });
    desk.b.script(good);
    expect(await desk.ask()).toMatchObject({
      by: { provider: 'b' },
      refusals: [{ error: { code: 'MODEL_REPLY_INVALID' } }],
    });
    expect(desk.outcomes()).toEqual(['a invalid 0', 'a unavailable 1', 'a invalid 2', 'b ok 0']);
    expect(desk.a.calls[1]?.request?.messages.at(-1)?.content).toContain('broke off after 50 tokens');
    expect(desk.a.calls[2]?.request).toBe(desk.a.calls[1]?.request);
  });

  it('is a picture that cannot be used: nobody mends it', async () => {
    const [broken, fine] = [Buffer.from('no'), Buffer.from('yes')];
    desk.a.script({ image: { bytes: broken } });
    desk.b.script({ image: { bytes: fine } });
    const parse = ({ bytes }: { bytes: Buffer }) => {
      if (bytes === broken) throw new Error('is no picture');
      return bytes.toString();
    };
    const request = { prompt: 'rain', width: 10, height: 10 };
    const got = await desk.clock.run(desk.caller.callImage({ ...desk.options(), request, parse }));
    expect(got).toMatchObject({ by: { provider: 'b' }, value: 'yes', degraded: true });
    expect(desk.calls).toMatchObject([
      { outcome: 'invalid', tokens: null, cost: null },
      { outcome: 'ok', tokens: null, cost: null },
    ]);
  });
});

describe('a model that is down', () => {
  it('is found out by two calls, left alone by the others, and probed by one after its rest', async () => {
    desk.a.script(...Array.from({ length: 8 }, () => away));
    desk.b.script(good, good, good);
    await desk.ask();
    await desk.ask();
    desk.calls.length = 0;
    expect(await desk.ask()).toMatchObject({ by: { provider: 'b' }, degraded: true });
    expect(desk.outcomes()).toEqual(['b ok 0']);
    desk.clock.advance(30_000);
    desk.a.script(good, good);
    expect(await desk.ask()).toMatchObject({ by: { provider: 'a' } });
    expect(await desk.ask()).toMatchObject({ by: { provider: 'a' } });
    const states = logger.warn.mock.calls.filter(([event]) => event === 'model.breaker').map(([, fields]) => fields);
    expect(states).toMatchObject([{ state: 'open' }, { state: 'closed' }]);
  });
});
