import { describe, expect, it } from '@jest/globals';
import type { SettingContent } from '@mojian/contracts/routes/stage-setting.routes';
import { checkSetting, promptTexts } from './check-setting.js';

const env = { QWEN_API_KEYS: [{ key: 'k', weight: 1 }], QWEN_BASE_URL: 'https://qwen.example' };
const own = promptTexts.copy.template;
const problemsOf = (content: SettingContent, stage: 'concept' | 'copy' | 'image' | 'code' = 'copy') =>
  checkSetting({ stage, content, env }).map(({ path, message }) => `${path}: ${message}`);

describe('a stage setting', () => {
  it('may put otherwise what is said around the parts that stay', () => {
    for (const stage of ['concept', 'copy', 'code'] as const) {
      const { zh, en } = promptTexts[stage].template;
      const guidance = { zh: '多写一点风。', en: 'More wind.' };
      expect(problemsOf({ system: { zh: `新的开头。\n${zh}`, en: `A new start.\n${en}` }, guidance }, stage)).toEqual(
        [],
      );
    }
    expect(problemsOf({ guidance: { zh: '少一点蓝', en: 'Less blue' } }, 'image')).toEqual([]);
    expect(problemsOf({ models: 'qwen:qwen-max,studio' })).toEqual([]);
  });

  it('is told of every fault of its models, as the environment is', () => {
    expect(problemsOf({ models: 'openai:gpt-4.1,nobody:x,studio,qwen:qwen-max' })).toEqual([
      expect.stringMatching(/^content\.models: openai needs OPENAI_API_KEYS/),
      expect.stringMatching(/^content\.models: there is no provider nobody/),
      'content.models: studio never fails, so nothing may follow it',
    ]);
    expect(problemsOf({ models: 'deepseek:paints' }, 'image')).toEqual([
      'content.models: deepseek has no models for pictures',
    ]);
  });

  it('F3: cannot lose the fence, the form of the answer or any part that the code depends on', () => {
    const without = own.zh.replace('{{fence}}', '');
    expect(problemsOf({ system: { ...own, zh: without } })).toEqual(['content.system.zh: {{fence}} is missing']);
    expect(problemsOf({ system: { zh: `${own.zh}{{form}}`, en: `${own.en}{{secret}}` } })).toEqual([
      'content.system.zh: {{form}} stands there more than once',
      'content.system.en: {{secret}} is none of {{form}}, {{fence}}',
    ]);
    expect(problemsOf({ system: { zh: '{{fence}}', en: '{{fence}}' } }, 'code')).toHaveLength(6);
    expect(problemsOf({ system: own }, 'image')).toEqual([expect.stringMatching(/^content\.system: the prompt of/)]);
  });

  it('puts nothing that fills a place through the places again', () => {
    const guidance = { zh: '{{form}} {{fence}}', en: '{{form}} {{fence}}' };
    expect(problemsOf({ guidance })).toEqual([]);
  });

  it('is as long as a prompt may be', () => {
    const long = { zh: `${own.zh}${'啊'.repeat(7000)}`, en: own.en };
    const guidance = { zh: '呀'.repeat(2000), en: 'x' };
    expect(problemsOf({ system: long, guidance })).toEqual([
      'content.system.zh: the whole has more than 9000 characters',
    ]);
  });
});
