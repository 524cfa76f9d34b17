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
import type { Provider, ProviderEnv } from './define-provider.js';
import type { Patience } from './patience.js';
import type { TextEvent, TextModel, TextRequest } from './text-model.js';

export interface ProviderSubject<N extends string, E extends ProviderEnv> {
  readonly provider: Provider<N, E>;
  /** Variables with which it calls the fake at this address; keys among them, of which the first is `key`. */
  readonly variables: (url: string) => Readonly<Record<string, string>>;
  /** As the fake is to see it; null where the provider sends none. */
  readonly key: string | null;
}

/** Long enough for every cache of prompts. */
const system = 'You write short verses about rain, ink and paper. '.repeat(200);
const request: TextRequest = {
  system,
  messages: [{ role: 'user', content: '写一句雨' }],
  maxTokens: 500,
  temperature: 0.7,
};
const poem = '雨落在铁皮屋顶上，\n像谁在数一串旧铜钱。';
const slow: Scenario = { kind: 'text', text: poem.repeat(50), tokensPerSecond: 40 };
const impatient: Patience = { firstByteMs: 200, silenceMs: 200 };

/** What `TextModel` promises, asked of a provider over its real protocol. */
export function describeTextProvider<N extends string, E extends ProviderEnv>(subject: ProviderSubject<N, E>): void {
  describe(`${subject.provider.name}: text`, () => {
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

    const open = (patience?: Patience): TextModel => {
      const { provider, variables } = subject;
      const settings = z.object(provider.env).parse(variables(fake.url));
      const key = provider.keys(settings)[0]?.key ?? '';
      const model = provider.text?.({ model: 'ink-1', settings, key, ...(patience && { patience }) });
      if (!model) throw new Error(`${provider.name} opens no model of text`);
      return model;
    };
    const calls = (): readonly FakeCall[] => fake.calls.slice(seen);
    const stateOfOnly = (): FakeCall['state'] | undefined => (calls().length === 1 ? calls()[0]?.state : undefined);
    const closed = () => waitFor(() => stateOfOnly() === 'aborted', { what: 'the connection to be closed' });
    const write = (signal: AbortSignal = AbortSignal.timeout(20_000), patience?: Patience) =>
      open(patience).write(request, { signal });
    const read = async (given: TextRequest = request, patience?: Patience): Promise<TextEvent[]> => {
      const signal = AbortSignal.timeout(20_000);
      return allOf(open(patience).write(given, { signal }));
    };
    const failure = async (scenario: Scenario, patience?: Patience): Promise<AppError> => {
      fake.script(scenario);
      const error: unknown = await read(request, patience).catch((thrown: unknown) => thrown);
      if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${JSON.stringify(error)}`);
      expect(calls()).toHaveLength(1);
      expect(error.options.details).toMatchObject({ provider: subject.provider.name, model: 'ink-1' });
      return error;
    };

    it('gives what is written and not what is thought, then the end with its tokens', async () => {
      fake.script({ kind: 'text', text: poem, thinking: 'hm, rain; <b>or</b> snow' });
      const events = await read();
      expect(textOf(events)).toBe(poem);
      expect(events.at(-1)).toEqual({
        type: 'end',
        finish: 'stop',
        usage: { input: expect.any(Number), output: expect.any(Number), cached: expect.any(Number) },
      });
      expect(calls()).toMatchObject([{ model: 'ink-1', key: subject.key }]);
    });

    it('counts the part of the prompt that was read before', async () => {
      fake.script({ kind: 'text', text: poem }, { kind: 'text', text: poem });
      const first = usageOf(await read());
      const second = usageOf(await read());
      expect(second.cached).toBeGreaterThan(1000);
      expect(second.input).toBe(first.input);
      expect(second.input).toBeGreaterThan(second.cached);
    });

    it('gives each piece as soon as it is there', async () => {
      fake.script(slow);
      for await (const event of write()) {
        expect(event.type).toBe('text');
        expect(stateOfOnly()).toBe('open');
        break;
      }
      await closed();
    });

    it('asks for a form in words that the provider accepts', async () => {
      const schema = z.object({ line: z.string().max(9), mood: z.enum(['calm', 'merry']).optional() });
      fake.script({ kind: 'text', text: '{"line":"雨"}' }, { kind: 'text', text: '{"line":"雨"}' });
      const strict = z.toJSONSchema(z.object({ line: z.string(), lines: z.array(z.object({ at: z.number() })) }));
      for (const json of [z.toJSONSchema(schema), strict]) {
        expect(textOf(await read({ ...request, schema: { name: 'verse', json } }))).toBe('{"line":"雨"}');
      }
      expect(JSON.stringify(calls()[0]?.body)).toMatch(/merry/);
    });

    it('tells that an answer broke off at its bound', async () => {
      fake.script({ kind: 'text', text: poem, finish: 'length' });
      expect((await read()).at(-1)).toMatchObject({ type: 'end', finish: 'length' });
    });

    it('closes the connection when it is aborted, and throws the reason', async () => {
      fake.script(slow);
      const abort = new AbortController();
      const reason = new Error('enough');
      const reading = (async () => {
        for await (const event of write(abort.signal)) if (event.type === 'text') abort.abort(reason);
      })();
      await expect(reading).rejects.toBe(reason);
      await closed();
    });

    it('closes the connection when it is aborted while nothing has come', async () => {
      fake.script({ kind: 'stall', afterTokens: 0 });
      const abort = new AbortController();
      const reason = new Error('enough');
      const reading = expect(allOf(write(abort.signal))).rejects.toBe(reason);
      await waitFor(() => calls().length === 1, { what: 'the call to arrive' });
      abort.abort(reason);
      await reading;
      await closed();
    });

    it('asks nobody when it is aborted before', async () => {
      const reason = new Error('never mind');
      await expect(allOf(write(AbortSignal.abort(reason)))).rejects.toBe(reason);
      expect(calls()).toEqual([]);
    });

    it.each([
      [429, 'MODEL_BUSY'],
      [529, 'MODEL_BUSY'],
      [408, 'MODEL_UNAVAILABLE'],
      [409, 'MODEL_UNAVAILABLE'],
      [500, 'MODEL_UNAVAILABLE'],
      [503, 'MODEL_UNAVAILABLE'],
      [302, 'MODEL_REJECTED'],
      [400, 'MODEL_REJECTED'],
      [401, 'MODEL_REJECTED'],
      [403, 'MODEL_REJECTED'],
      [404, 'MODEL_REJECTED'],
    ])('takes a status of %d for %s, and asks once', async (status, code) => {
      const { code: got, options } = await failure({ kind: 'status', status });
      expect([got, options.details?.status, options.details?.retry_after_ms]).toEqual([code, status, undefined]);
    });

    it('tells when it may be asked again', async () => {
      const { options } = await failure({ kind: 'status', status: 429, retryAfterSeconds: 7 });
      expect(options.details).toMatchObject({ status: 429, retry_after_ms: 7000 });
    });

    it('says nothing of its key, whoever repeats it', async () => {
      const key = subject.key ?? 'none';
      const body = JSON.stringify({ error: { message: `Incorrect API key provided: ${key}.`, type: 'x', code: 'y' } });
      const error = await failure({ kind: 'status', status: 401, body });
      expect(error.message).toMatch(/Incorrect API key provided/);
      expect(JSON.stringify([error.message, error.options, String(error.cause)])).not.toContain('sk-');
    });

    it.each<[string, Scenario, string]>([
      ['declines', { kind: 'refusal', text: '抱歉，我不能写这个。' }, 'MODEL_REFUSED'],
      ['answers nothing', { kind: 'empty' }, 'MODEL_UNAVAILABLE'],
      ['sends the page of a proxy', { kind: 'html' }, 'MODEL_UNAVAILABLE'],
      ['sends plain text', { kind: 'wrong-type' }, 'MODEL_UNAVAILABLE'],
      ['resets the connection', { kind: 'reset' }, 'MODEL_UNAVAILABLE'],
      ['resets it in the middle', { kind: 'reset', afterTokens: 5 }, 'MODEL_UNAVAILABLE'],
      ['fails in the middle', { kind: 'status', status: 500, afterTokens: 5 }, 'MODEL_UNAVAILABLE'],
      ['is overrun in the middle', { kind: 'status', status: 429, afterTokens: 5 }, 'MODEL_BUSY'],
    ])('knows a provider that %s', async (_, scenario, code) => {
      expect((await failure(scenario)).code).toBe(code);
    });

    it('reads no more than its bound of an answer without end', async () => {
      expect((await failure({ kind: 'huge', bytes: 3_000_000 })).code).toBe('MODEL_UNAVAILABLE');
      seen = fake.calls.length;
      expect((await failure({ kind: 'huge', bytes: 50_000_000 })).code).toBe('MODEL_UNAVAILABLE');
      await closed();
    });

    it.each([0, 3])('gives up and closes a connection that fell silent after %d tokens', async (afterTokens) => {
      expect((await failure({ kind: 'stall', afterTokens }, impatient)).code).toBe('MODEL_UNAVAILABLE');
      await closed();
    });
  });
}

async function allOf(answer: AsyncIterable<TextEvent>): Promise<TextEvent[]> {
  const events: TextEvent[] = [];
  for await (const event of answer) events.push(event);
  return events;
}

const textOf = (events: readonly TextEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

function usageOf(events: readonly TextEvent[]) {
  const end = events.at(-1);
  if (end?.type !== 'end' || !end.usage) throw new Error('no tokens were told');
  return end.usage;
}
