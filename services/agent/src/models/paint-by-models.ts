import type { Concept } from '@mojian/contracts/card/concept';
import type { MadeBy } from '@mojian/contracts/card/made-by';
import { createReencoder } from '@mojian/images/reencode-image';
import { IMAGE_PROMPT_VERSION, imagePrompt } from '../prompts/image.prompt.js';
import { openAccount } from './call-account.js';
import { madeByModel, madeByStudio, type StageModelsOptions, type StageRun } from './stage-models.js';

/** For all models, repeats and pauses between them included, ms; below the stage's own time-out. */
const BUDGET_MS = 110_000;
const MOST_PICTURE_BYTES = 20 * 1024 * 1024;

/** It is cut to the card's shape and encoded once more: above the quality of that nothing is to be seen. */
const kept = { output: 'jpeg', quality: 94, maxBytes: MOST_PICTURE_BYTES } as const;
const KEPT_AS = 'jpg';

/** A picture that was paid for waits as long as it takes; there are no more of them than cards under way. */
const reencode = createReencoder({ atOnce: 2, waiting: Number.POSITIVE_INFINITY });

interface Painted {
  readonly value: Buffer | null;
  readonly made: MadeBy;
}

/** Asks the image models, unless an earlier run of the task was given its picture. */
export async function paintByModels(
  options: StageModelsOptions,
  { concept, language, taskId, signal }: StageRun & { readonly concept: Concept; readonly language: 'zh' | 'en' },
): Promise<Painted> {
  const { caller, choices, calls, storage } = options;
  const { models, wording } = choices.image;
  if (models[0] === 'studio') return { value: null, made: madeByStudio({ refusals: [] }) };
  const version = wording?.number ?? IMAGE_PROMPT_VERSION;
  const question = `image@${version}`;
  const earlier = await findPainted(options, { taskId, question });
  if (earlier) return earlier;
  const account = openAccount(options, { taskId, stage: 'image' });
  const { width, height } = concept.picture;
  const called = await account.settle(
    caller.callImage({
      models,
      promptVersion: String(version),
      budgetMs: BUDGET_MS,
      signal,
      onCall: account.note,
      request: { prompt: imagePrompt(concept, wording?.guidance?.[language]), width, height },
      parse: ({ bytes }) => reencode(bytes, kept),
    }),
  );
  if (!('value' in called)) return { value: null, made: madeByStudio(called) };
  const by = `${called.by.provider}:${called.by.model}`;
  const { bytes } = called.value;
  const { hash } = await storage.put(bytes, KEPT_AS);
  await calls.keepReply(taskId, question, { by, reply: hash });
  return { value: bytes, made: madeByModel(by) };
}

async function findPainted(
  { calls, storage }: StageModelsOptions,
  { taskId, question }: { readonly taskId: string; readonly question: string },
): Promise<Painted | undefined> {
  const reply = await calls.findReply(taskId, question);
  const value = reply && (await storage.get(reply.reply, KEPT_AS));
  return value ? { value, made: madeByModel(reply.by) } : undefined;
}
