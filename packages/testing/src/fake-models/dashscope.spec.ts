import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../wait-for.js';
import { ask, jsonOf } from './ask.fixture.js';
import { type FakeModels, type Scenario, startFakeModels } from './start-fake-models.js';

const PNG = Buffer.from('89504e470d0a1a0a0102', 'hex');
const PICTURE: Scenario = { kind: 'image', bytes: PNG };
const PROMPT = {
  model: 'wan2.2-t2i-flash',
  input: { prompt: '雨中的铁皮屋顶' },
  parameters: { size: '1024*1024', n: 1 },
};
const TURN = {
  model: 'wan2.6-t2i',
  input: { messages: [{ role: 'user', content: [{ text: '雨中的铁皮屋顶' }] }] },
  parameters: { size: '1280*1280' },
};
const OLD = '/services/aigc/text2image/image-synthesis';
const NEW = '/services/aigc/image-generation/generation';
const AT_ONCE = '/services/aigc/multimodal-generation/generation';

let fake: FakeModels;

beforeEach(async () => {
  fake = await startFakeModels();
});
afterEach(() => fake.close());

const post = (path: string, body: unknown, headers: Record<string, string> = { 'x-dashscope-async': 'enable' }) =>
  ask(`${fake.url}/api/v1${path}`, body, { headers });

const poll = async (id: string, key = 'sk-one') => {
  const headers = { authorization: `Bearer ${key}` };
  return jsonOf(fetch(`${fake.url}/api/v1/tasks/${id}`, { headers }));
};

const submit = async (scenario: Scenario, path = OLD, body: unknown = PROMPT): Promise<string> => {
  fake.script(scenario);
  const { output } = await jsonOf(post(path, body));
  expect(output.task_status).toBe('PENDING');
  return output.task_id;
};

describe('a task', () => {
  it('is pending first, and gives addresses in the end', async () => {
    const pending = await submit({ ...PICTURE, ms: 60_000 });
    expect((await poll(pending)).output).toEqual({
      task_id: pending,
      task_status: 'PENDING',
      submit_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
    });
    const id = await submit({ ...PICTURE, ms: 50 });
    const isDone = async () => (await poll(id)).output.task_status === 'SUCCEEDED';
    await waitFor(isDone, { what: 'the task to end' });
    const { output, usage, request_id } = await poll(id);
    expect(output).toMatchObject({ task_id: id, task_metrics: { TOTAL: 1, SUCCEEDED: 1, FAILED: 0 } });
    expect([usage, typeof request_id]).toEqual([{ image_count: 1 }, 'string']);
    expect(Buffer.from(await (await fetch(output.results[0].url)).arrayBuffer())).toEqual(PNG);
  });

  it('of the newer form gives choices', async () => {
    const { output } = await poll(await submit(PICTURE, NEW, TURN));
    const content = [{ type: 'image', image: expect.stringContaining('/pictures/') }];
    expect(output).toMatchObject({ task_status: 'SUCCEEDED', finished: true, choices: [{ message: { content } }] });
  });

  it('fails by inspection, or by the error of the script', async () => {
    const refused = await poll(await submit({ kind: 'refusal', text: '不行' }));
    expect(refused.output).toMatchObject({ task_status: 'FAILED', code: 'DataInspectionFailed', message: '不行' });
    const failed = await poll(await submit({ kind: 'status', status: 500, afterTokens: 1 }));
    expect(failed.output).toMatchObject({ task_status: 'FAILED', code: 'InternalError' });
  });

  it('may succeed with nothing, or never end', async () => {
    expect((await poll(await submit({ kind: 'empty' }))).output).toMatchObject({ results: [] });
    expect((await poll(await submit({ kind: 'stall', afterTokens: 1 }))).output.task_status).toBe('RUNNING');
  });

  it('may answer with a RST', async () => {
    const id = await submit({ kind: 'reset', afterTokens: 1 });
    await expect(poll(id)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('is unknown to others', async () => {
    const id = await submit(PICTURE);
    expect((await poll(id, 'sk-other')).output.task_status).toBe('UNKNOWN');
    expect((await poll('none')).output.task_status).toBe('UNKNOWN');
  });

  it('can be cancelled while it is pending, and not later', async () => {
    const id = await submit({ ...PICTURE, ms: 60_000 });
    expect((await post(`/tasks/${id}/cancel`, {})).status).toBe(200);
    expect((await poll(id)).output.task_status).toBe('CANCELED');
    const late = await post(`/tasks/${id}/cancel`, {});
    expect([late.status, await jsonOf(late)]).toMatchObject([400, { code: 'UnsupportedOperation' }]);
  });

  it('is not even made where the service is busy', async () => {
    fake.script({ kind: 'status', status: 429, retryAfterSeconds: 2 });
    const response = await post(OLD, PROMPT);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await jsonOf(response)).toMatchObject({ code: 'Throttling.RateQuota', request_id: expect.any(String) });
  });

  it.each([
    ['without a model', OLD, { input: PROMPT.input }, 'BadRequest.EmptyModel'],
    ['without a prompt', OLD, { model: 'm', input: {} }, 'BadRequest.EmptyInput'],
    ['of a size with x', OLD, { ...PROMPT, parameters: { size: '1024x1024' } }, 'InvalidParameter'],
    ['of the old form at the new address', NEW, PROMPT, 'InvalidParameter'],
  ])('is refused when %s', async (_, path, body, code) => {
    const response = await post(path, body);
    expect([response.status, await jsonOf(response)]).toMatchObject([400, { code }]);
  });

  it('is refused when it is to be waited for', async () => {
    const response = await post(OLD, PROMPT, {});
    expect([response.status, await jsonOf(response)]).toMatchObject([403, { code: 'AccessDenied' }]);
  });
});

describe('the synchronous form', () => {
  it('gives the picture with its answer', async () => {
    fake.script(PICTURE, { kind: 'refusal', text: '不行' });
    const { output, usage } = await jsonOf(post(AT_ONCE, TURN, {}));
    const { image } = output.choices[0].message.content[0];
    expect(Buffer.from(await (await fetch(image)).arrayBuffer())).toEqual(PNG);
    expect(usage).toEqual({ image_count: 1 });
    expect(await jsonOf(post(AT_ONCE, TURN, {}))).toMatchObject({ code: 'DataInspectionFailed' });
  });
});
