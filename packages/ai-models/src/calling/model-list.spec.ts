import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineProvider } from '../define-provider.js';
import { providers } from '../providers/list.js';
import { type ModelKind, readModelList } from './model-list.js';

const everything = Object.fromEntries(providers.flatMap(({ needs }) => needs.map((name) => [name, 'given'])));
const read = (text: string, kind: ModelKind = 'text', env: Record<string, unknown> = everything) =>
  readModelList(text, { kind, providers, env });
const problemsOf = (...args: Parameters<typeof read>) => {
  const reading = read(...args);
  return reading.success ? [] : reading.problems;
};

describe('a list of models', () => {
  it('is read in its order, with colons and slashes in names', () => {
    expect(read(' qwen:qwen-max, openai-compatible:llama3:8b ,siliconflow:Qwen/Qwen3-8B, studio')).toEqual({
      success: true,
      list: [
        { provider: 'qwen', model: 'qwen-max' },
        { provider: 'openai-compatible', model: 'llama3:8b' },
        { provider: 'siliconflow', model: 'Qwen/Qwen3-8B' },
        'studio',
      ],
    });
  });

  it('is the studio alone when nothing is said, and need not end with it', () => {
    expect(read('  ')).toEqual({ success: true, list: ['studio'] });
    expect(read('openai:gpt-4.1')).toMatchObject({ success: true, list: [{ provider: 'openai' }] });
  });

  it.each([
    ['studio,openai:gpt-4.1', 'studio never fails, so nothing may follow it'],
    ['openai:gpt-4.1,openai:gpt-4.1', 'openai:gpt-4.1 is named twice'],
    ['openai', 'openai is not of the form provider:model'],
    [':gpt', ':gpt is not of the form provider:model'],
    ['openai:', 'openai: is not of the form provider:model'],
    ['openai:gpt-4.1,', 'two commas with nothing between them, or one at an end'],
  ])('%s: %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('names every provider when one is unknown', () => {
    const [problem] = problemsOf('opanai:gpt-4.1');
    expect(problem).toMatch(/^there is no provider opanai; there are openai, qwen, /);
  });

  it('refuses pictures from who only writes', () => {
    expect(problemsOf('deepseek:deepseek-chat', 'image')).toEqual(['deepseek has no models for pictures']);
  });

  it('asks for each variable that a chosen provider lacks, once, and for none of the others', () => {
    const two = defineProvider({
      name: 'two',
      title: 'Two',
      env: { TWO_KEYS: z.string().optional().describe('Keys of Two'), TWO_URL: z.string().optional() },
      needs: ['TWO_KEYS', 'TWO_URL'],
      keys: () => [],
      text: () => {
        throw new Error('is not called');
      },
    });
    const reading = readModelList('two:a,two:b,nobody:c', { kind: 'text', providers: [two], env: { TWO_KEYS: '' } });
    expect(reading).toEqual({
      success: false,
      problems: ['two needs TWO_KEYS (Keys of Two)', 'two needs TWO_URL', 'there is no provider nobody; there are two'],
    });
  });
});
