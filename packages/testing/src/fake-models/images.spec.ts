import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, jsonOf, readUntilBroken } from './ask.fixture.js';
import { type FakeModels, type Scenario, startFakeModels } from './start-fake-models.js';

const PNG = Buffer.from('89504e470d0a1a0a0102', 'hex');
const PICTURE: Scenario = { kind: 'image', bytes: PNG };
const PROMPT = { model: 'flux', prompt: '雨中的铁皮屋顶' };

let fake: FakeModels;

beforeEach(async () => {
  fake = await startFakeModels();
});
afterEach(() => fake.close());

const paint = (prefix = '/v1', body: unknown = PROMPT) => ask(`${fake.url}${prefix}/images/generations`, body);

const download = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

describe('OpenAI', () => {
  it.each(['/v1', '/v1beta/openai', '/keyless/v1'])('at %s gives base64', async (prefix) => {
    fake.script({ ...PICTURE, ms: 5 });
    const reply = await jsonOf(paint(prefix));
    expect(reply).toMatchObject({ created: expect.any(Number), data: [{ b64_json: PNG.toString('base64') }] });
  });

  it('gives an address where it is asked or the script says so', async () => {
    fake.script(PICTURE, { ...PICTURE, by: 'url' });
    const asked = await jsonOf(paint('/v1', { ...PROMPT, response_format: 'url' }));
    const told = await jsonOf(paint());
    expect(await download(asked.data[0].url)).toEqual(PNG);
    expect(await download(told.data[0].url)).toEqual(PNG);
  });

  it('refuses by its safety system', async () => {
    fake.script({ kind: 'refusal', text: 'Your request was rejected by the safety system.' });
    const response = await paint();
    expect([response.status, await jsonOf(response)]).toMatchObject([400, { error: { code: 'moderation_blocked' } }]);
  });

  it('can give nothing, too much, an error, half an answer', async () => {
    fake.script(
      { kind: 'empty' },
      { kind: 'huge', bytes: 300_000 },
      { kind: 'status', status: 500 },
      { kind: 'reset', afterTokens: 1 },
    );
    expect((await jsonOf(paint())).data).toEqual([]);
    expect(Buffer.from((await jsonOf(paint())).data[0].b64_json, 'base64')).toHaveLength(300_000);
    expect((await paint()).status).toBe(500);
    expect(await readUntilBroken(await paint())).toMatchObject({ broken: true });
  });

  it.each([
    [{ model: 'flux' }],
    [{ ...PROMPT, n: 11 }],
    [{ ...PROMPT, size: '1024*1024' }],
    [{ ...PROMPT, response_format: 'png' }],
    [{ ...PROMPT, model: 'gpt-image-1', response_format: 'b64_json' }],
    [{ ...PROMPT, model: 'gpt-image-1', size: '512x512' }],
  ])('refuses %j', async (body) => {
    expect((await paint('/v1', body)).status).toBe(400);
  });
});

describe('a picture by address', () => {
  it('has its type', async () => {
    fake.script({ ...PICTURE, by: 'url' });
    const { url } = (await jsonOf(paint())).data[0];
    expect((await fetch(url)).headers.get('content-type')).toBe('image/png');
  });

  it('is refused to who sends a key along, and 404 where there is none', async () => {
    fake.script({ ...PICTURE, by: 'url' });
    const { url } = (await jsonOf(paint())).data[0];
    expect((await fetch(url, { headers: { authorization: 'Bearer sk-one' } })).status).toBe(400);
    expect((await fetch(`${fake.url}/pictures/none.png`)).status).toBe(404);
  });
});

describe('SiliconFlow', () => {
  it('gives addresses', async () => {
    fake.script(PICTURE);
    const reply = await jsonOf(paint('/siliconflow/v1', { ...PROMPT, image_size: '1024x1024' }));
    expect(reply).toMatchObject({ images: [{ url: expect.any(String) }], timings: {}, seed: expect.any(Number) });
    expect(await download(reply.images[0].url)).toEqual(PNG);
  });

  it.each([[{ model: 'flux' }], [{ ...PROMPT, image_size: '1:1' }], [{ ...PROMPT, batch_size: 5 }], [{ prompt: 'x' }]])(
    'refuses %j',
    async (body) => {
      const response = await paint('/siliconflow/v1', body);
      expect([response.status, await jsonOf(response)]).toMatchObject([400, { code: expect.any(Number), data: null }]);
    },
  );
});
