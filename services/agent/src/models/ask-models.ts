import { createHash, randomBytes } from 'node:crypto';
import type { TextRequest } from '@mojian/ai-models/text-model';
import { AppError } from '@mojian/contracts/app-error';
import type { Fence, Prompt } from '../prompts/define-prompt.js';
import { createFence } from '../prompts/fence.js';
import { openAccount } from './call-account.js';
import {
  type Made,
  type Mend,
  type ModelStage,
  madeByModel,
  madeByStudio,
  type StageModelsOptions,
  type StageRun,
} from './stage-models.js';

/** For all models of one question, repeats and pauses between them included, ms; below the stage's own time-out. */
const BUDGET_MS: Readonly<Record<Exclude<ModelStage, 'image'>, number>> = {
  concept: 25_000,
  copy: 25_000,
  code: 80_000,
};

interface StageQuestion<Input, Output> extends StageRun {
  readonly prompt: Prompt<Input, Output>;
  readonly input: Input;
  readonly mend?: Mend;
}

/** Asks the models of the prompt's stage, unless an earlier run of the task was answered. */
export async function askModels<Input, Output>(
  options: StageModelsOptions,
  question: StageQuestion<Input, Output>,
): Promise<Made<Output>> {
  const { prompt, input, taskId, mend } = question;
  const { models, wording } = options.choices[prompt.name];
  if (models[0] === 'studio') {
    return { value: null, reply: null, made: madeByStudio({ refusals: [] }) };
  }
  const key = keyOf(prompt.name, wording?.number ?? prompt.version, mend);
  const kept = await options.calls.findReply(taskId, key);
  if (kept) return { value: prompt.read(kept.reply, input), reply: kept.reply, made: madeByModel(kept.by) };
  const { called, reply } = await callModels(options, question);
  if (!('value' in called)) return { value: null, reply: null, made: madeByStudio(called) };
  const by = `${called.by.provider}:${called.by.model}`;
  await options.calls.keepReply(taskId, key, { by, reply });
  return { value: called.value, reply, made: madeByModel(by) };
}

async function callModels<Input, Output>(
  options: StageModelsOptions,
  { prompt, input, taskId, signal, mend, onGlimpse }: StageQuestion<Input, Output>,
) {
  const fence = createFence(randomBytes(12).toString('hex'));
  const account = openAccount(options, { taskId, stage: prompt.name });
  const { models, wording } = options.choices[prompt.name];
  let reply = '';
  const called = await account.settle(
    options.caller.callText({
      models,
      promptVersion: String(wording?.number ?? prompt.version),
      budgetMs: BUDGET_MS[prompt.name],
      signal,
      onCall: account.note,
      onText: glimpses((text) => (fence.leaks(text) ? null : (prompt.glimpse?.(text) ?? null)), onGlimpse),
      request: withMend(prompt.write(input, fence, wording ?? undefined), fence, mend),
      parse: (text) => {
        if (fence.leaks(text)) throw new AppError('MODEL_REPLY_INVALID', 'the answer repeats what is confidential');
        reply = text;
        return prompt.read(text, input);
      },
    }),
  );
  return { called, reply };
}

/** Reads what is being written, and tells what can be seen of it whenever that is something else. */
function glimpses(read: (text: string) => string | null, tell: StageRun['onGlimpse']): (text: string) => void {
  let last: string | null = null;
  return (text) => {
    const seen = tell ? read(text) : null;
    if (seen === null || seen === last) return;
    last = seen;
    tell?.(seen);
  };
}

/** The same question of a task has the same key in every run. */
function keyOf(stage: string, version: number, mend: Mend | undefined): string {
  const round = mend ? createHash('sha256').update(mend.wrong).digest('hex').slice(0, 16) : 'first';
  return `${stage}@${version}/${round}`;
}

/** A conversation in which the wrong answer was given and is asked to be mended. */
function withMend(request: TextRequest, fence: Fence, mend: Mend | undefined): TextRequest {
  if (!mend) return request;
  const content = `A browser that showed the card found this:
${fence.data(mend.findings)}
Answer once more, in full and in the same form, with these mended and nothing else changed.`;
  return {
    ...request,
    messages: [...request.messages, { role: 'assistant', content: mend.wrong }, { role: 'user', content }],
  };
}
