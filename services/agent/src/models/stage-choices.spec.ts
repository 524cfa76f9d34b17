import { describe, expect, it, jest } from '@jest/globals';
import type { ModelCaller } from '@mojian/ai-models/calling/create-model-caller';
import type { TextRequest } from '@mojian/ai-models/text-model';
import { writeCopy } from '@mojian/studio/copy/write-copy';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { moonDesign } from '@mojian/testing/fake-models/card-writer';
import { workerEnvSchema } from '../env.js';
import { codePrompt } from '../prompts/code.prompt.js';
import { createModelChooser } from './choose-models.js';
import { createStageModels } from './create-stage-models.js';
import type { StageModelsOptions } from './stage-models.js';
import type { TaskSettings } from './task-settings.js';

const env = workerEnvSchema.parse({
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
  INTERNAL_IDENTITY_KEY: 'an internal identity key for specs only',
  CODE_MODELS: 'openai:gpt-page,studio',
  OPENAI_API_KEYS: 'a-key',
});
const [brief] = sampleBriefs;
if (!brief) throw new Error('no sample briefs');
const concept = planConcept(brief);
const input = { brief, concept, copy: writeCopy(brief, concept) };
const guidance = { zh: '封面只用圆。', en: 'Only circles on the cover.' };
const run = { taskId: 't', signal: new AbortController().signal };

/** Models that are asked nothing, and replies that are kept as a task's are. */
function modelsIn(settings: TaskSettings, kept = new Map<string, { by: string; reply: string }>()) {
  const asked: { models: unknown; promptVersion: string; request: TextRequest }[] = [];
  const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
  const callText: ModelCaller['callText'] = async (call) => {
    asked.push(call);
    const by = { provider: 'openai', model: 'gpt-page' };
    return { degraded: false, refusals: [], by, value: await call.parse(moonDesign('zh')) };
  };
  const calls = {
    findReply: async (_: string, question: string) => kept.get(question),
    keepReply: async (_: string, question: string, reply: { by: string; reply: string }) =>
      void kept.set(question, reply),
  };
  const choices = createModelChooser({ env, logger })(settings);
  const parts = { caller: { callText }, calls, choices, observe: () => undefined };
  // Only what a question in words meets is there.
  const models = createStageModels(parts as unknown as StageModelsOptions);
  return { asked, kept, logger, ask: () => models.ask(codePrompt, input, run) };
}

describe('what a stage asks', () => {
  it('is the code’s own while nothing else is in force', async () => {
    const { asked, kept, ask } = modelsIn({});
    await ask();
    expect(asked[0]).toMatchObject({
      promptVersion: '1',
      models: [{ provider: 'openai', model: 'gpt-page' }, 'studio'],
    });
    expect([...kept.keys()]).toEqual(['code@1/first']);
  });

  it('has the number of the setting that words it, in the account and in the key of its reply', async () => {
    const own = modelsIn({});
    await own.ask();
    const { asked, kept, ask } = modelsIn({ code: { number: 1007, content: { guidance } } }, own.kept);
    await ask();
    await ask();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.promptVersion).toBe('1007');
    expect(asked[0]?.request.system).toContain(guidance[brief.language]);
    expect([...kept.keys()]).toEqual(['code@1/first', 'code@1007/first']);
  });

  it('keeps the code’s number where only the models are others', async () => {
    const { asked, ask } = modelsIn({ code: { number: 1008, content: { models: 'openai:gpt-other' } } });
    await ask();
    expect(asked[0]).toMatchObject({ promptVersion: '1', models: [{ provider: 'openai', model: 'gpt-other' }] });
  });

  it('is the code’s own where this worker cannot use the setting, and it is said', async () => {
    const content = { models: 'qwen:qwen-max', guidance };
    const { asked, logger, ask } = modelsIn({ code: { number: 1009, content } });
    await ask();
    expect(asked[0]).toMatchObject({ promptVersion: '1', models: [{ model: 'gpt-page' }, 'studio'] });
    expect(logger.error.mock.calls).toEqual([
      [
        'stage_setting.unusable',
        { stage: 'code', number: 1009, problems: [expect.objectContaining({ path: 'content.models' })] },
      ],
    ]);
  });
});
