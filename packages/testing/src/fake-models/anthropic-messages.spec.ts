import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, eventsOf, jsonOf, readUntilBroken } from './ask.fixture.js';
import { type FakeModels, startFakeModels } from './start-fake-models.js';

const QUESTION = { model: 'claude', max_tokens: 100, messages: [{ role: 'user', content: '写一句话' }] };
const STREAM = { ...QUESTION, stream: true };
const HEADERS = { 'x-api-key': 'sk-ant', 'anthropic-version': '2023-06-01' };

let fake: FakeModels;

beforeEach(async () => {
  fake = await startFakeModels();
});
afterEach(() => fake.close());

const send = (body: unknown, headers: Record<string, string> = HEADERS) =>
  ask(`${fake.url}/anthropic/v1/messages`, body, { headers });

describe('an answer', () => {
  it('comes whole', async () => {
    fake.script({ kind: 'text', text: '雨落', thinking: '想' });
    expect(await jsonOf(send(QUESTION))).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: '想' },
        { type: 'text', text: '雨落' },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 4, output_tokens: 3, cache_read_input_tokens: 0 },
    });
    expect(fake.calls[0]).toMatchObject({ key: 'sk-ant', model: 'claude', state: 'answered' });
  });

  it('comes as a stream of blocks', async () => {
    fake.script({ kind: 'text', text: '雨落', thinking: '想', finish: 'length', tokensPerSecond: 500 });
    const events = eventsOf(await (await send(STREAM)).text());
    expect(events.map(({ event }) => event)).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const bodies = events.map(({ data }) => JSON.parse(data));
    expect(bodies.every(({ type }, index) => type === events[index]?.event)).toBe(true);
    expect(bodies[3].delta).toEqual({ type: 'thinking_delta', thinking: '想' });
    expect(bodies[4].delta).toMatchObject({ type: 'signature_delta' });
    expect(bodies[7]).toMatchObject({ index: 1, delta: { type: 'text_delta', text: '雨' } });
    expect(bodies[10]).toMatchObject({ delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 3 } });
  });

  it('reads the system text from the cache where it was marked', async () => {
    fake.otherwise({ kind: 'text', text: '雨' });
    const system = [{ type: 'text', text: '你是诗人', cache_control: { type: 'ephemeral' } }];
    const usage = async (body: unknown) => (await jsonOf(send(body))).usage;
    const marked = { ...QUESTION, system };
    expect(await usage(marked)).toMatchObject({ cache_creation_input_tokens: 4, cache_read_input_tokens: 0 });
    expect(await usage(marked)).toMatchObject({
      input_tokens: 4,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 4,
    });
    expect(await usage({ ...QUESTION, system: '你是诗人' })).toMatchObject({
      input_tokens: 8,
      cache_read_input_tokens: 0,
    });
  });

  it('is a refusal by its stop reason', async () => {
    fake.otherwise({ kind: 'refusal', text: '不行' });
    expect(await jsonOf(send(QUESTION))).toMatchObject({ stop_reason: 'refusal' });
    expect(await (await send(STREAM)).text()).toContain('"stop_reason":"refusal"');
  });

  it('can be empty', async () => {
    fake.otherwise({ kind: 'empty' });
    expect(await jsonOf(send(QUESTION))).toMatchObject({ content: [], stop_reason: 'end_turn' });
    const events = eventsOf(await (await send(STREAM)).text()).map(({ event }) => event);
    expect(events).toEqual(['message_start', 'message_delta', 'message_stop']);
  });
});

describe('a fault', () => {
  it('is overloaded_error, before the stream or within', async () => {
    fake.script({ kind: 'status', status: 529, retryAfterSeconds: 3 }, { kind: 'status', status: 529, afterTokens: 1 });
    const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const before = await send(STREAM);
    expect([before.status, before.headers.get('retry-after')]).toEqual([529, '3']);
    expect(await jsonOf(before)).toMatchObject(overloaded);
    const within = await send(STREAM);
    expect(within.status).toBe(200);
    const last = eventsOf(await within.text()).at(-1);
    expect(last?.event).toBe('error');
    expect(JSON.parse(last?.data ?? '')).toMatchObject(overloaded);
  });

  it('is a RST in the middle', async () => {
    fake.script({ kind: 'reset', afterTokens: 2 });
    const { text, broken } = await readUntilBroken(await send(STREAM));
    expect([broken, text.includes('message_start'), text.includes('message_stop')]).toEqual([true, true, false]);
  });
});

describe('a request that is refused', () => {
  const REFUSED = [
    ['no version', QUESTION, { 'x-api-key': 'k' }, 'anthropic-version'],
    ['no bound', { ...QUESTION, max_tokens: undefined }, HEADERS, 'max_tokens'],
    ['too hot', { ...QUESTION, temperature: 1.2 }, HEADERS, 'temperature'],
    ['no messages', { ...QUESTION, messages: [] }, HEADERS, 'messages'],
    ['a system message', { ...QUESTION, messages: [{ role: 'system', content: 'x' }] }, HEADERS, 'system'],
    ['an assistant first', { ...QUESTION, messages: [{ role: 'assistant', content: 'x' }] }, HEADERS, 'first message'],
    ['an empty text', { ...QUESTION, messages: [{ role: 'user', content: '' }] }, HEADERS, 'non-empty'],
    ['no model', { ...QUESTION, model: undefined }, HEADERS, 'model'],
  ] as const;

  it.each(REFUSED)('%s', async (_, body, headers, named) => {
    const response = await send(body, headers);
    expect(response.status).toBe(400);
    expect(await jsonOf(response)).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringContaining(named) },
    });
  });
});
