import { describe, expect, it, jest } from '@jest/globals';
import type { Setting } from '@mojian/contracts/routes/stage-setting.routes';
import { waitFor } from '@mojian/testing/wait-for';
import { SettingCache } from './setting-cache.js';

const row = (number: number, content: Record<string, unknown> = { models: 'studio' }): Setting => ({
  stage: 'copy',
  number,
  state: 'published',
  content,
  note: null,
  created_by: '11111111-1111-4111-8111-111111111111',
  created_at: '2026-11-22T12:00:00.000Z',
  published_at: '2026-11-22T12:00:00.000Z',
});

/** A store that can be away, and a clock whose half minutes pass when the spec says so. */
function cacheOf(first: readonly Setting[]) {
  const store = { rows: first, away: false };
  const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
  const waits: { ms: number; pass: () => void }[] = [];
  const clock = {
    now: () => 0,
    wait: (ms: number, signal: AbortSignal) =>
      new Promise<void>((pass, end) => {
        waits.push({ ms, pass });
        signal.addEventListener('abort', () => end(signal.reason), { once: true });
      }),
  };
  const read = jest.fn(async () => {
    if (store.away) throw new Error('away');
    return store.rows;
  });
  const cache = new SettingCache({ read, clock, logger });
  const passHalfMinute = () => waits.pop()?.pass();
  return { store, logger, waits, read, cache, passHalfMinute, number: () => cache.current().copy?.number };
}

describe('the settings that a worker knows', () => {
  it('are read again after half a minute, in case the message that tells of a change was lost', async () => {
    const { cache, store, waits, passHalfMinute, number } = cacheOf([row(1000)]);
    await cache.start();
    store.rows = [row(1001)];
    expect([number(), waits[0]?.ms]).toEqual([1000, 30_000]);
    passHalfMinute();
    await waitFor(() => number() === 1001, { what: 'the change to be known' });
    await cache.close();
  });

  it('go on while they cannot be read, from the start if need be', async () => {
    const { cache, store, logger, number } = cacheOf([row(1000)]);
    await cache.start();
    store.away = true;
    await cache.refresh();
    expect(number()).toBe(1000);
    expect(logger.warn).toHaveBeenCalledWith('stage_settings.not_read', expect.anything());
    await cache.close();
    const blind = cacheOf([]);
    blind.store.away = true;
    await blind.cache.start();
    expect(blind.cache.current()).toEqual({});
    await blind.cache.close();
  });

  it('leave a row out that is none, and say so once', async () => {
    const { cache, logger } = cacheOf([row(1000, { models: 7 }), { ...row(1001), stage: 'code' }]);
    await cache.start();
    await cache.refresh();
    expect(cache.current()).toEqual({ code: { number: 1001, content: { models: 'studio' } } });
    expect(logger.error.mock.calls).toEqual([
      ['stage_setting.broken', expect.objectContaining({ stage: 'copy', number: 1000 })],
    ]);
    await cache.close();
  });

  it('are never older than a change that was told of while they were being read', async () => {
    const { cache, store, read, number } = cacheOf([row(1000)]);
    const gate = Promise.withResolvers<void>();
    read.mockImplementationOnce(async () => {
      const { rows } = store;
      await gate.promise;
      return rows;
    });
    const early = cache.refresh();
    store.rows = [row(1001)];
    const late = cache.refresh();
    gate.resolve();
    await Promise.all([early, late]);
    expect([number(), read.mock.calls.length]).toEqual([1001, 2]);
  });
});
