import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../wait-for.js';
import { ask, eventsOf, jsonOf, readUntilBroken } from './ask.fixture.js';
import { type FakeModels, startFakeModels } from './start-fake-models.js';

const QUESTION = { model: 'gpt-4.1', messages: [{ role: 'user', content: '写一句话' }] };
const STREAM = { ...QUESTION, stream: true };
const COUNTED = { ...STREAM, stream_options: { include_usage: true } };

let fake: FakeModels;

beforeEach(async () => {
  fake = await startFakeModels();
});
afterEach(() => fake.close());

const chat = (body: unknown = STREAM, prefix = '/v1', options = {}) =>
  ask(`${fake.url}${prefix}/chat/completions`, body, options);

const chunksOf = (text: string) =>
  eventsOf(text)
    .filter(({ data }) => data !== '[DONE]')
    .map(({ data }) => JSON.parse(data));

const joined = (chunks: ReturnType<typeof chunksOf>, field: string): string =>
  chunks.map((chunk) => chunk.choices[0]?.delta[field] ?? '').join('');

describe('an answer', () => {
  it('comes whole, with its tokens', async () => {
    fake.script({ kind: 'text', text: '雨落在铁皮屋顶上。', thinking: '想想雨' });
    const reply = await jsonOf(chat(QUESTION));
    expect(reply).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4.1',
      choices: [
        { index: 0, message: { content: '雨落在铁皮屋顶上。', reasoning_content: '想想雨' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 4, completion_tokens: 12, completion_tokens_details: { reasoning_tokens: 3 } },
    });
  });

  it('comes as a stream: a role, thoughts, words, the end, the tokens, [DONE]', async () => {
    fake.script({
      kind: 'text',
      text: '雨落在铁皮屋顶上。',
      thinking: '想想雨',
      tokensPerSecond: 500,
      firstTokenMs: 5,
    });
    const response = await chat(COUNTED);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const text = await response.text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    const chunks = chunksOf(text);
    expect(chunks[0].choices[0].delta).toMatchObject({ role: 'assistant' });
    expect(joined(chunks, 'reasoning_content')).toBe('想想雨');
    expect(joined(chunks, 'content')).toBe('雨落在铁皮屋顶上。');
    expect(chunks.at(-2)).toMatchObject({ usage: null, choices: [{ finish_reason: 'stop' }] });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 12 } });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  it('tells no tokens to who did not ask, nor where the script says so', async () => {
    fake.script({ kind: 'text', text: '雨' }, { kind: 'text', text: '雨', usage: false });
    expect(await (await chat(STREAM)).text()).not.toContain('usage');
    expect(chunksOf(await (await chat(COUNTED)).text()).every(({ usage }) => usage === null)).toBe(true);
  });

  it('can break off at its length', async () => {
    fake.script({ kind: 'text', text: '雨', finish: 'length' });
    expect(chunksOf(await (await chat()).text()).at(-1).choices[0].finish_reason).toBe('length');
  });

  it('can be empty, and can be huge', async () => {
    fake.script({ kind: 'empty' }, { kind: 'huge', bytes: 1_000_000 });
    expect(joined(chunksOf(await (await chat()).text()), 'content')).toBe('');
    const huge = joined(chunksOf(await (await chat()).text()), 'content');
    expect(Buffer.byteLength(huge)).toBeGreaterThanOrEqual(1_000_000);
  });

  it('counts what it had before as cached', async () => {
    fake.otherwise({ kind: 'text', text: '雨' });
    const long = {
      ...QUESTION,
      messages: [{ role: 'system', content: '你是诗人。'.repeat(20) }, ...QUESTION.messages],
    };
    const cached = async () => (await jsonOf(chat(long))).usage.prompt_tokens_details.cached_tokens;
    expect([await cached(), await cached()]).toEqual([0, 64]);
  });
});

describe('a fault', () => {
  it('is an HTTP error with the vendor’s body and Retry-After', async () => {
    fake.script({ kind: 'status', status: 429, retryAfterSeconds: 7 }, { kind: 'status', status: 500 });
    const busy = await chat();
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await jsonOf(busy)).toMatchObject({ error: { type: 'requests', code: 'rate_limit_exceeded' } });
    expect(await jsonOf(chat())).toMatchObject({ error: { type: 'server_error' } });
  });

  it('is the body and type that the script gives', async () => {
    fake.script({ kind: 'status', status: 200, body: '<html>', contentType: 'text/html' });
    const response = await chat();
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html',
      '<html>',
    ]);
  });

  it('is an error within the stream', async () => {
    fake.script({ kind: 'status', status: 500, afterTokens: 3 });
    const chunks = chunksOf(await (await chat()).text());
    expect(
      joined(
        chunks.slice(0, -1).filter(({ choices }) => choices),
        'content',
      ),
    ).toHaveLength(3);
    expect(chunks.at(-1)).toMatchObject({ error: { type: 'server_error' } });
  });

  it('is a RST before anything', async () => {
    fake.script({ kind: 'reset' });
    await expect(chat()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(fake.calls[0]?.state).toBe('answered');
  });

  it.each([STREAM, QUESTION])('is a RST in the middle', async (body) => {
    fake.script({ kind: 'reset', afterTokens: 4 });
    const { text, broken } = await readUntilBroken(await chat(body));
    expect(broken).toBe(true);
    expect(text.length).toBeGreaterThan(0);
    expect(text).not.toContain('"stop"');
  });

  it.each([STREAM, QUESTION])('is silence, until the client goes', async (body) => {
    fake.script({ kind: 'stall', afterTokens: 2 });
    const leaving = new AbortController();
    const reader = (await chat(body, '/v1', { signal: leaving.signal })).body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    expect(fake.calls[0]?.state).toBe('open');
    leaving.abort();
    await waitFor(() => fake.calls[0]?.state === 'aborted', { what: 'the fake to notice' });
  });

  it('is silence from the beginning', async () => {
    fake.script({ kind: 'stall', afterTokens: 0 });
    const leaving = new AbortController();
    const silent = chat(STREAM, '/v1', { signal: leaving.signal });
    await waitFor(() => fake.calls.length === 1, { what: 'the call' });
    leaving.abort();
    await expect(silent).rejects.toThrow(/abort/);
    await waitFor(() => fake.calls[0]?.state === 'aborted', { what: 'the fake to notice' });
  });

  it('is the page of a proxy, and a word of the wrong type', async () => {
    fake.script({ kind: 'html' }, { kind: 'wrong-type' });
    const page = await chat();
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
    const word = await chat();
    expect([word.status, word.headers.get('content-type')]).toEqual([200, 'text/plain']);
  });

  it('is noticed as the client’s own when it leaves between two tokens', async () => {
    fake.script({ kind: 'text', text: '雨'.repeat(1000), tokensPerSecond: 100 });
    const leaving = new AbortController();
    const reader = (await chat(STREAM, '/v1', { signal: leaving.signal })).body?.getReader();
    await reader?.read();
    leaving.abort();
    await waitFor(() => fake.calls[0]?.state === 'aborted', { what: 'the fake to notice' });
  });
});

describe('a refusal', () => {
  it('is a field of its own at OpenAI', async () => {
    fake.otherwise({ kind: 'refusal', text: 'I cannot help.' });
    const chunks = chunksOf(await (await chat()).text());
    expect([joined(chunks, 'refusal'), joined(chunks, 'content')]).toEqual(['I cannot help.', '']);
    expect((await jsonOf(chat(QUESTION))).choices[0].message).toMatchObject({
      content: null,
      refusal: 'I cannot help.',
    });
  });

  it.each(['/deepseek', '/siliconflow/v1', '/v1beta/openai'])('is a reason to finish at %s', async (prefix) => {
    fake.otherwise({ kind: 'refusal', text: '不行' });
    expect(chunksOf(await (await chat(STREAM, prefix)).text()).at(-1).choices[0].finish_reason).toBe('content_filter');
    expect((await jsonOf(chat(QUESTION, prefix))).choices[0].finish_reason).toBe('content_filter');
  });

  it('is an error at Qwen', async () => {
    fake.otherwise({ kind: 'refusal', text: '不行' });
    const inspected = { error: { code: 'data_inspection_failed' } };
    expect(chunksOf(await (await chat(STREAM, '/compatible-mode/v1')).text()).at(-1)).toMatchObject(inspected);
    const whole = await chat(QUESTION, '/compatible-mode/v1');
    expect([whole.status, await jsonOf(whole)]).toMatchObject([400, inspected]);
  });
});
