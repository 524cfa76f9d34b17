import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import {
  type FakeCall,
  type FakeModels,
  type Scenario,
  startFakeModels,
} from '@mojian/testing/fake-models/start-fake-models';
import { waitFor } from '@mojian/testing/wait-for';
import { z } from 'zod';
import type { ProviderEnv } from './define-provider.js';
import type { ImageModel, ModelImage } from './image-model.js';
import type { Patience } from './patience.js';
import type { ProviderSubject } from './text-provider.fixture.js';

export interface ImageSubject<N extends string, E extends ProviderEnv> extends ProviderSubject<N, E> {
  readonly model: string;
  /** Where the fake is asked for a picture. */
  readonly path: string;
}

const request = { prompt: '一枝梅，水墨', width: 1080, height: 1440 };
/** Nothing but its first bytes is a picture. */
const bytes = Buffer.from('89504e470d0a1a0a00112233', 'hex');
const impatient: Patience = { firstByteMs: 200, silenceMs: 200 };

/** What `ImageModel` promises, asked of a provider over its real protocol. */
export function describeImageProvider<N extends string, E extends ProviderEnv>(subject: ImageSubject<N, E>): void {
  describe(`${subject.provider.name}: ${subject.model}`, () => {
    let fake: FakeModels;
    let seen = 0;
    beforeAll(async () => {
      fake = await startFakeModels();
    });
    beforeEach(() => {
      seen = fake.calls.length;
    });
    afterEach(() => {
      expect(fake.unscripted).toEqual([]);
    });
    afterAll(() => fake.close());

    const open = (patience?: Patience, hosts = '127.0.0.1'): ImageModel => {
      const { provider, variables } = subject;
      const settings = z.object(provider.env).parse({ ...variables(fake.url), MODEL_PICTURE_HOSTS: hosts });
      const key = provider.keys(settings)[0]?.key ?? '';
      const model = provider.image?.({ model: subject.model, settings, key, ...(patience && { patience }) });
      if (!model) throw new Error(`${provider.name} opens no model of pictures`);
      return model;
    };
    const calls = (): readonly FakeCall[] => fake.calls.slice(seen);
    const asked = (): readonly FakeCall[] => calls().filter(({ model }) => model !== null);
    const noneIsOpen = () =>
      waitFor(() => calls().every(({ state }) => state !== 'open'), { what: 'all connections to be closed' });
    const paint = (model = open()): Promise<ModelImage> =>
      model.paint(request, { signal: AbortSignal.timeout(20_000) });
    const failure = async (scenario: Scenario, model = open()): Promise<AppError> => {
      fake.script(scenario);
      const error: unknown = await paint(model).catch((thrown: unknown) => thrown);
      if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${JSON.stringify(error)}`);
      expect(asked()).toHaveLength(1);
      expect(error.options.details).toMatchObject({ provider: subject.provider.name, model: subject.model });
      return error;
    };

    it.each(['base64', 'url'] as const)('gives the picture byte for byte (%s, where it has the choice)', async (by) => {
      fake.script({ kind: 'image', bytes, by });
      expect((await paint()).bytes.equals(bytes)).toBe(true);
      expect(asked()).toMatchObject([{ model: subject.model, key: subject.key, path: subject.path }]);
      expect(JSON.stringify(asked()[0]?.body)).toContain(request.prompt);
    });

    it('fetches nothing from a private address that nobody allowed', async () => {
      const error = await failure({ kind: 'image', bytes, by: 'url' }, open(undefined, 'pictures.example'));
      expect(error.code).toBe('MODEL_UNAVAILABLE');
      expect(calls().filter(({ path }) => path.startsWith('/pictures/'))).toEqual([]);
    });

    it('ends at once when it is aborted, and throws the reason', async () => {
      fake.script({ kind: 'image', bytes, ms: 60_000 });
      const abort = new AbortController();
      const reason = new Error('enough');
      const painting = expect(open().paint(request, { signal: abort.signal })).rejects.toBe(reason);
      await waitFor(() => asked().length === 1, { what: 'the call to arrive' });
      abort.abort(reason);
      await painting;
      await noneIsOpen();
    });

    it('asks nobody when it is aborted before', async () => {
      const reason = new Error('never mind');
      await expect(open().paint(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(calls()).toEqual([]);
    });

    it.each([
      [429, 'MODEL_BUSY'],
      [408, 'MODEL_UNAVAILABLE'],
      [409, 'MODEL_UNAVAILABLE'],
      [500, 'MODEL_UNAVAILABLE'],
      [503, 'MODEL_UNAVAILABLE'],
      [302, 'MODEL_REJECTED'],
      [400, 'MODEL_REJECTED'],
      [401, 'MODEL_REJECTED'],
      [403, 'MODEL_REJECTED'],
    ])('takes a status of %d for %s, and asks once', async (status, code) => {
      const { code: got, options } = await failure({ kind: 'status', status });
      expect([got, options.details?.status]).toEqual([code, status]);
    });

    it('tells when it may be asked again', async () => {
      const { options } = await failure({ kind: 'status', status: 429, retryAfterSeconds: 7 });
      expect(options.details).toMatchObject({ status: 429, retry_after_ms: 7000 });
    });

    it.each<[string, Scenario, string]>([
      ['declines', { kind: 'refusal', text: 'Declined by the content policy.' }, 'MODEL_REFUSED'],
      ['paints nothing', { kind: 'empty' }, 'MODEL_UNAVAILABLE'],
      ['gives an empty picture', { kind: 'image', bytes: Buffer.alloc(0) }, 'MODEL_UNAVAILABLE'],
      ['sends the page of a proxy', { kind: 'html' }, 'MODEL_UNAVAILABLE'],
      ['sends plain text', { kind: 'wrong-type' }, 'MODEL_UNAVAILABLE'],
      ['resets the connection', { kind: 'reset' }, 'MODEL_UNAVAILABLE'],
      ['resets it in the middle', { kind: 'reset', afterTokens: 5 }, 'MODEL_UNAVAILABLE'],
      ['fails in the middle', { kind: 'status', status: 500, afterTokens: 5 }, 'MODEL_UNAVAILABLE'],
      ['is overrun in the middle', { kind: 'status', status: 429, afterTokens: 5 }, 'MODEL_BUSY'],
    ])('knows a provider that %s', async (_, scenario, code) => {
      expect((await failure(scenario)).code).toBe(code);
    });

    it('reads no more than its bound of a picture without end', async () => {
      expect((await failure({ kind: 'huge', bytes: 21_000_000 })).code).toBe('MODEL_UNAVAILABLE');
      seen = fake.calls.length;
      expect((await failure({ kind: 'huge', bytes: 50_000_000 })).code).toBe('MODEL_UNAVAILABLE');
      await noneIsOpen();
    });

    it.each([0, 3])('gives up what falls silent (%d)', async (afterTokens) => {
      expect((await failure({ kind: 'stall', afterTokens }, open(impatient))).code).toBe('MODEL_UNAVAILABLE');
      await noneIsOpen();
    });
  });
}
