import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { type FakeModels, startFakeModels } from '@mojian/testing/fake-models/start-fake-models';
import { openai } from '../providers/openai.js';
import type { TextEvent } from '../text-model.js';

const request = { system: 's', messages: [], maxTokens: 9, temperature: 0.5 };

describe('openAiChat', () => {
  let fake: FakeModels;
  beforeAll(async () => {
    fake = await startFakeModels();
  });
  afterAll(() => fake.close());

  const write = async (model: string): Promise<TextEvent[]> => {
    const settings = { OPENAI_BASE_URL: `${fake.url}/v1` };
    const opened = openai.text?.({ model, settings, key: 'sk-1' });
    const events: TextEvent[] = [];
    for await (const event of opened?.write(request, { signal: AbortSignal.timeout(9000) }) ?? []) events.push(event);
    return events;
  };

  it('tells no tokens where the provider tells none', async () => {
    fake.script({ kind: 'text', text: '雨', usage: false });
    expect((await write('gpt-4.1')).at(-1)).toEqual({ type: 'end', finish: 'stop', usage: null });
  });

  it('leaves out what a server without a parser for it lets a model think aloud', async () => {
    fake.script({ kind: 'text', text: '<think>rain, or snow?</think>\n雨落' });
    const said = (await write('gpt-4.1')).map((event) => (event.type === 'text' ? event.text : ''));
    expect(said.join('').trim()).toBe('雨落');
  });

  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

  it.each([
    ['an end without [DONE]', chunk({ content: '雨' }) + chunk({}, 'stop'), 'stop'],
    ['a stream that just ends', chunk({ content: '雨' }), 'MODEL_UNAVAILABLE'],
    ['want of machines', chunk({ content: '雨' }) + chunk({}, 'insufficient_system_resource'), 'MODEL_UNAVAILABLE'],
    [
      'an error that is no chunk',
      `${chunk({ content: '雨' })}data: {"code":50505,"message":"x"}\n\n`,
      'MODEL_UNAVAILABLE',
    ],
    ['half a chunk', `${chunk({ content: '雨' })}data: {"choices":[{"del\n\n`, 'MODEL_UNAVAILABLE'],
  ])('knows %s', async (_, stream, result) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const settings = { OPENAI_BASE_URL: `http://127.0.0.1:${port}` };
    const model = openai.text?.({ model: 'gpt-4.1', settings, key: 'sk-1' });
    const found: string[] = [];
    try {
      for await (const event of model?.write(request, { signal: AbortSignal.timeout(9000) }) ?? []) {
        found.push(event.type === 'text' ? event.text : event.finish);
      }
    } catch (error) {
      found.push(error instanceof AppError ? error.code : String(error));
    }
    expect(found).toEqual(['雨', result]);
    server.closeAllConnections();
    server.close();
  });
});
