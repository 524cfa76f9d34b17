import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeModels, startFakeModels } from '@mojian/testing/fake-models/start-fake-models';
import { waitFor } from '@mojian/testing/wait-for';
import type { ImageModel } from '../image-model.js';
import { dashScopeImages } from './dashscope-images.js';

const request = { prompt: '一枝梅', width: 1080, height: 1440 };

describe('dashScopeImages', () => {
  let fake: FakeModels;
  beforeAll(async () => {
    fake = await startFakeModels();
  });
  afterAll(() => fake.close());

  const open = (firstByteMs: number): ImageModel => {
    const endpoint = { provider: 'qwen', model: 'wan2.2-t2i-flash', baseUrl: `${fake.url}/api/v1`, key: 'sk-1' };
    return dashScopeImages({ ...endpoint, patience: { firstByteMs, silenceMs: 5000 } }, ['127.0.0.1']);
  };
  const canceled = () =>
    waitFor(() => fake.calls.some(({ path, state }) => path.endsWith('/cancel') && state === 'answered'), {
      what: 'the task to be cancelled',
    });

  it('looks until the picture is there, and sends no key to where it lies', async () => {
    fake.script({ kind: 'image', bytes: Buffer.from('89504e47', 'hex'), ms: 400 });
    const { bytes } = await open(5000).paint(request, { signal: AbortSignal.timeout(9000) });
    expect(bytes.toString('hex')).toBe('89504e47');
    const looks = fake.calls.filter(({ path }) => path.startsWith('/api/v1/tasks/'));
    expect(looks.length).toBeGreaterThan(1);
    expect(fake.calls.at(-1)).toMatchObject({ method: 'GET', key: null });
  });

  it('cancels a task that it gives up', async () => {
    fake.script({ kind: 'image', bytes: Buffer.from('89504e47', 'hex'), ms: 60_000 });
    const painting = open(500).paint(request, { signal: AbortSignal.timeout(9000) });
    await expect(painting).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await canceled();
  });

  it('cancels a task that nobody waits for any more', async () => {
    const before = fake.calls.length;
    fake.script({ kind: 'image', bytes: Buffer.from('89504e47', 'hex'), ms: 60_000 });
    const abort = new AbortController();
    const painting = expect(open(5000).paint(request, { signal: abort.signal })).rejects.toBe('enough');
    await waitFor(() => fake.calls.length > before + 1, { what: 'the first look' });
    abort.abort('enough');
    await painting;
    await waitFor(() => fake.calls.slice(before).some(({ path }) => path.endsWith('/cancel')), {
      what: 'the task to be cancelled',
    });
  });
});
