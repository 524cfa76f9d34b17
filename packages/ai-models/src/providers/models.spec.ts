import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeModels, startFakeModels } from '@mojian/testing/fake-models/start-fake-models';
import { z } from 'zod';
import { findProvider, providersEnv } from './list.js';

describe('requests to models that want them of their own', () => {
  let fake: FakeModels;
  beforeAll(async () => {
    fake = await startFakeModels();
  });
  afterEach(() => {
    expect(fake.unscripted).toEqual([]);
  });
  afterAll(() => fake.close());

  const bodyFor = async (name: string, model: string): Promise<unknown> => {
    const settings = z.object(providersEnv).parse({
      OPENAI_BASE_URL: `${fake.url}/v1`,
      QWEN_BASE_URL: `${fake.url}/compatible-mode/v1`,
      DEEPSEEK_BASE_URL: `${fake.url}/deepseek`,
      GEMINI_BASE_URL: `${fake.url}/v1beta/openai`,
      ANTHROPIC_BASE_URL: `${fake.url}/anthropic/v1`,
    });
    const opened = findProvider(name)?.text?.({ model, settings, key: 'sk-1' });
    if (!opened) throw new Error(`${name} writes nothing`);
    fake.script({ kind: 'text', text: '雨' });
    const request = {
      system: 's',
      messages: [{ role: 'user', content: '雨' }] as const,
      maxTokens: 900,
      temperature: 1.2,
    };
    for await (const event of opened.write(request, { signal: AbortSignal.timeout(9000) })) {
      if (event.type === 'end') expect(event.finish).toBe('stop');
    }
    return fake.calls.at(-1)?.body;
  };

  it.each([
    ['openai', 'gpt-5.1-mini', { max_completion_tokens: 4900, reasoning_effort: 'low' }],
    ['openai', 'o4-mini', { max_completion_tokens: 4900, reasoning_effort: 'low' }],
    ['openai', 'gpt-4.1', { max_completion_tokens: 900, temperature: 1.2 }],
    ['qwen', 'qwen3.5-plus', { max_tokens: 900, enable_thinking: false }],
    ['qwen', 'qwen-plus', { max_tokens: 900, enable_thinking: false }],
    ['qwen', 'qwen3-8b', { max_tokens: 900, enable_thinking: false }],
    ['deepseek', 'deepseek-chat', { max_tokens: 900 }],
    ['deepseek', 'deepseek-reasoner', { max_tokens: 8900 }],
    ['gemini', 'gemini-3-flash', { max_tokens: 4900, reasoning_effort: 'low' }],
    ['gemini', 'gemini-2.0-flash', { max_tokens: 900 }],
    ['anthropic', 'claude-haiku-4-5', { max_tokens: 900, temperature: 1 }],
    ['anthropic', 'claude-opus-4-20250514', { max_tokens: 900, temperature: 1 }],
  ])('%s:%s', async (name, model, fields) => {
    expect(await bodyFor(name, model)).toMatchObject(fields);
  });

  it.each([
    ['openai', 'gpt-5.1-mini', 'temperature'],
    ['openai', 'gpt-4.1', 'reasoning_effort'],
    ['qwen', 'qwen-max', 'enable_thinking'],
    ['qwen', 'qwen3-30b-a3b-thinking-2507', 'enable_thinking'],
    ['gemini', 'gemini-2.0-flash', 'reasoning_effort'],
    ['anthropic', 'claude-opus-4-8', 'temperature'],
    ['anthropic', 'claude-sonnet-5', 'temperature'],
  ])('%s:%s is told nothing of %s', async (name, model, field) => {
    expect(await bodyFor(name, model)).not.toHaveProperty(field);
  });

  it('anthropic caches the system text', async () => {
    expect(await bodyFor('anthropic', 'claude-haiku-4-5')).toMatchObject({
      system: [{ type: 'text', text: 's', cache_control: { type: 'ephemeral' } }],
    });
  });
});
