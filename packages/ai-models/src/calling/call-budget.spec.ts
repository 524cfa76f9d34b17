import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { away, good, modelDesk, models } from './model-desk.fixture.js';
import { silence } from './scripted-models.fixture.js';

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

describe('the budget of a call', () => {
  it('gives a model that does not begin half of it, where another follows', async () => {
    desk.a.script(silence);
    desk.b.script({ ...good, firstMs: 29_000 });
    expect(await desk.ask()).toMatchObject({ by: { provider: 'b' } });
    expect(desk.b.calls[0]?.at).toBe(30_000);
    expect(desk.outcomes()).toEqual(['a slow 0', 'b ok 0']);
    expect(desk.a.aborted).toHaveLength(1);
  });

  it('gives one that has begun all of it, and ends with it', async () => {
    desk.a.script({ ...good, firstMs: 29_000, restMs: 30_000 });
    expect(await desk.ask()).toMatchObject({ by: { provider: 'a' } });
    desk.a.script({ ...good, firstMs: 29_000, restMs: 32_000 });
    const startedAt = desk.clock.now();
    expect(await desk.ask()).toMatchObject({ by: 'studio', degraded: true });
    expect(desk.clock.now() - startedAt).toBe(60_000);
    expect(desk.b.calls).toEqual([]);
  });

  it('leaves no retry that would end after it', async () => {
    desk.a.script({ ...away, afterMs: 56_000 }, away);
    expect(await desk.ask({ models: [models[0], 'studio'] })).toMatchObject({ by: 'studio' });
    expect(desk.a.calls.map(({ at }) => at)).toEqual([0, 58_000]);
  });
});

describe('an aborted call', () => {
  const reason = new Error('nobody wants it');

  it.each([
    ['while the model writes', { ...good, restMs: 10_000 }, 5000, ['a aborted 0']],
    ['during a pause', away, 1000, ['a unavailable 0']],
  ])('%s ends with its reason, and closes what is open', async (_when, step, ms, expected) => {
    desk.a.script(step);
    const controller = new AbortController();
    desk.clock.wait(ms, new AbortController().signal).then(
      () => controller.abort(reason),
      () => undefined,
    );
    await expect(desk.ask({ signal: controller.signal })).rejects.toBe(reason);
    expect(desk.clock.now()).toBe(ms);
    expect(desk.outcomes()).toEqual(expected);
    expect(desk.a.aborted).toHaveLength(expected[0] === 'a aborted 0' ? 1 : 0);
  });

  it('asks nobody when it was aborted before', async () => {
    await expect(desk.ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(desk.a.calls).toEqual([]);
  });
});
