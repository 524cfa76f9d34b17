import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../wait-for.js';
import { ask, jsonOf } from './ask.fixture.js';
import { type FakeModels, type Scenario, startFakeModels } from './start-fake-models.js';

const QUESTION = { model: 'm', messages: [{ role: 'user', content: '写一句话' }] };
const RAIN: Scenario = { kind: 'text', text: '雨' };

let fake: FakeModels;

beforeEach(async () => {
  fake = await startFakeModels();
});
afterEach(() => fake.close());

const chat = (body: unknown = QUESTION) => ask(`${fake.url}/v1/chat/completions`, body);
const said = async (response: Response) => (await jsonOf(response)).choices[0].message.content;

describe('the script', () => {
  it('is played in order, then what was said for otherwise', async () => {
    fake.script(RAIN, { kind: 'text', text: '风' });
    fake.otherwise({ kind: 'text', text: '雪' });
    expect([await said(await chat()), await said(await chat()), await said(await chat())]).toEqual(['雨', '风', '雪']);
  });

  it('may be decided when the call is here', async () => {
    fake.otherwise(({ model }) => () => ({ kind: 'text', text: `${model}` }));
    expect(await said(await chat({ ...QUESTION, model: 'deepseek-chat' }))).toBe('deepseek-chat');
  });

  it('that has nothing for a call makes it fail, and says so', async () => {
    expect((await chat()).status).toBe(599);
    expect(fake.unscripted).toEqual(['POST /v1/chat/completions (m): not scripted']);
  });

  it('that has a picture for a model of text makes it fail', async () => {
    fake.script({ kind: 'image', bytes: Buffer.from('x') });
    expect((await chat()).status).toBe(599);
    expect(fake.unscripted).toEqual(["POST /v1/chat/completions (m): no place for 'image'"]);
  });

  it('that throws makes the call fail, not the process', async () => {
    fake.script(() => {
      throw new Error('not what I asked');
    });
    expect((await chat()).status).toBe(599);
    expect(fake.unscripted[0]).toContain('not what I asked');
  });

  it('is not used up by malformed requests', async () => {
    fake.script(RAIN);
    expect((await chat({ model: 'm' })).status).toBe(400);
    expect(await said(await chat())).toBe('雨');
  });
});

describe('the calls', () => {
  it('tell who asked what, in the order of arrival', async () => {
    fake.otherwise(RAIN);
    const before = Date.now();
    await (await chat()).text();
    await (await fetch(`${fake.url}/nowhere?x=1`)).text();
    const [first, second] = fake.calls;
    const expected = { method: 'POST', path: '/v1/chat/completions', model: 'm', key: 'sk-one', body: QUESTION };
    expect(first).toMatchObject({ ...expected, state: 'answered' });
    expect(first?.at).toBeGreaterThanOrEqual(before);
    expect(second).toMatchObject({ method: 'GET', path: '/nowhere', model: null, key: null, body: null });
  });
});

describe('a client that leaves in the middle of its own request', () => {
  it('is aborted, and nobody’s mistake', async () => {
    const socket = connect(Number(new URL(fake.url).port), '127.0.0.1');
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    await waitFor(() => fake.calls.length === 1, { what: 'the call' });
    socket.destroy();
    await waitFor(() => fake.calls[0]?.state === 'aborted', { what: 'the fake to notice' });
    expect(fake.unscripted).toEqual([]);
  });
});

describe('a vendor', () => {
  const inOpenaiForm = (type: string, code: string | null) => ({ error: { type, code } });
  const CHAT = [
    ['/v1', 'authorization', 401, inOpenaiForm('invalid_request_error', 'invalid_api_key')],
    ['/compatible-mode/v1', 'authorization', 401, inOpenaiForm('invalid_request_error', 'invalid_api_key')],
    ['/deepseek', 'authorization', 401, inOpenaiForm('authentication_error', 'invalid_request_error')],
    ['/siliconflow/v1', 'authorization', 401, 'Invalid token'],
    ['/v1beta/openai', 'authorization', 400, [{ error: { code: 400, status: 'INVALID_ARGUMENT' } }]],
    ['/anthropic/v1', 'x-api-key', 401, { type: 'error', error: { type: 'authentication_error' } }],
    ['/api/v1', 'authorization', 401, { code: 'InvalidApiKey' }],
  ] as const;
  const PATHS: Readonly<Record<string, string>> = {
    '/anthropic/v1': '/messages',
    '/api/v1': '/services/aigc/text2image/image-synthesis',
  };

  it.each(CHAT)('at %s wants its key in %s', async (prefix, header, status, body) => {
    const url = `${fake.url}${prefix}${PATHS[prefix] ?? '/chat/completions'}`;
    const wrong: Record<string, string> = header === 'x-api-key' ? {} : { authorization: '', 'x-api-key': 'sk-one' };
    const response = await ask(url, QUESTION, { headers: wrong });
    expect(response.status).toBe(status);
    const told = await jsonOf(response);
    if (typeof body === 'string') expect(told).toBe(body);
    else expect(told).toMatchObject(body);
    expect(fake.unscripted).toEqual([]);
  });

  it('that asks for no key takes none', async () => {
    fake.script(RAIN);
    const headers = { authorization: '' };
    expect(await said(await ask(`${fake.url}/keyless/v1/chat/completions`, QUESTION, { headers }))).toBe('雨');
  });

  const BUSY = [
    ['/v1', { error: { code: 'rate_limit_exceeded' } }],
    ['/compatible-mode/v1', { error: { code: 'limit_requests' } }],
    ['/deepseek/v1', { error: { type: 'rate_limit_error' } }],
    ['/siliconflow/v1', { message: 'Request was rejected due to rate limiting.', data: null }],
    ['/v1beta/openai', [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }]],
  ] as const;

  it.each(BUSY)('at %s has its own way of being busy', async (prefix, body) => {
    fake.script({ kind: 'status', status: 429 });
    const response = await ask(`${fake.url}${prefix}/chat/completions`, QUESTION);
    expect([response.status, await jsonOf(response)]).toMatchObject([429, body]);
  });

  it.each(['/deepseek', '/siliconflow/v1'])('at %s tells tokens without being asked', async (prefix) => {
    fake.script({ kind: 'text', text: '雨落' });
    const text = await (await ask(`${fake.url}${prefix}/chat/completions`, { ...QUESTION, stream: true })).text();
    const last = text.split('\n\n').at(-3)?.slice('data: '.length) ?? '';
    expect(JSON.parse(last)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: { completion_tokens: 2 } });
  });

  it('may send a comment while the model has not begun', async () => {
    fake.script({ kind: 'text', text: '雨', firstTokenMs: 20 });
    const stream = { ...QUESTION, stream: true };
    const text = await (await ask(`${fake.url}/deepseek/chat/completions`, stream)).text();
    expect(text.startsWith(': keep-alive\n\ndata: {')).toBe(true);
  });

  it('answers 404 for addresses that it does not have', async () => {
    expect((await ask(`${fake.url}/v1/completions`, QUESTION)).status).toBe(404);
    expect((await ask(`${fake.url}/v2/chat/completions`, QUESTION)).status).toBe(404);
  });
});

describe('a request of chat completions that a real server refuses', () => {
  const user = QUESTION.messages;
  const schema = (inner: unknown, strict = true) => ({
    type: 'json_schema',
    json_schema: { name: 'concept', strict, schema: inner },
  });
  const open = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
  const REFUSED = [
    ['no model', '/v1', { messages: user }, 400],
    ['no messages', '/v1', { model: 'm' }, 400],
    ['an empty list', '/v1', { model: 'm', messages: [] }, 400],
    ['an unknown role', '/v1', { model: 'm', messages: [{ role: 'poet', content: 'x' }] }, 400],
    ['a content that is none', '/v1', { model: 'm', messages: [{ role: 'user', content: 7 }] }, 400],
    ['options of a stream without one', '/v1', { ...QUESTION, stream_options: { include_usage: true } }, 400],
    ['too hot', '/v1', { ...QUESTION, temperature: 2.5 }, 400],
    ['no tokens', '/v1', { ...QUESTION, max_tokens: 0 }, 400],
    ['max_tokens to a model that thinks', '/v1', { ...QUESTION, model: 'gpt-5', max_tokens: 9 }, 400],
    ['a schema without a name', '/v1', { ...QUESTION, response_format: { type: 'json_schema', json_schema: {} } }, 400],
    ['a strict schema that is open', '/v1', { ...QUESTION, response_format: schema(open) }, 400],
    ['JSON without the word', '/v1', { ...QUESTION, response_format: { type: 'json_object' } }, 400],
    ['a schema to DeepSeek', '/deepseek', { ...QUESTION, response_format: schema(open, false) }, 400],
    ['a role that DeepSeek has not', '/deepseek', { model: 'm', messages: [{ role: 'developer', content: 'x' }] }, 422],
  ] as const;

  it.each(REFUSED)('%s (%s)', async (_, prefix, body, status) => {
    const response = await ask(`${fake.url}${prefix}/chat/completions`, body);
    expect(response.status).toBe(status);
    expect(await jsonOf(response)).toMatchObject({ error: { message: expect.any(String) } });
  });

  it('is not JSON, or does not say that it is', async () => {
    const url = `${fake.url}/v1/chat/completions`;
    const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', body: '{', headers })).status).toBe(400);
    expect((await ask(url, QUESTION, { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });

  it('is none with fields that it does not know, nor with a closed schema', async () => {
    fake.otherwise(RAIN);
    const closed = { ...open, additionalProperties: false };
    expect((await chat({ ...QUESTION, enable_thinking: false })).status).toBe(200);
    expect((await chat({ ...QUESTION, response_format: schema(closed) })).status).toBe(200);
  });
});
