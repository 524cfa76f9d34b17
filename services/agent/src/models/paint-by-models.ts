import type { Concept } from '@mojian/contracts/card/concept';
import type { MadeBy } from '@mojian/contracts/card/made-by';
import { reencodeImage } from '@mojian/images/reencode-image';
import { IMAGE_PROMPT_VERSION, imagePrompt } from '../prompts/image.prompt.js';
import { openAccount } from './call-account.js';
import { madeByModel, madeByStudio, type StageModelsOptions, type StageRun } from './stage-models.js';

/** For all models, repeats and pauses between them included, ms; below the stage's own time-out. */
const BUDGET_MS = 110_000;
const MOST_PICTURE_BYTES = 20 * 1024 * 1024;
const QUESTION = `image@${IMAGE_PROMPT_VERSION}`;

interface Painted {
  readonly value: Buffer | null;
  readonly made: MadeBy;
}

/** Asks the image models, unless an earlier run of the task was given its picture. */
export async function paintByModels(
  options: StageModelsOptions,
  { concept, taskId, signal }: StageRun & { readonly concept: Concept },
): Promise<Painted> {
  const { caller, lists, calls, storage } = options;
  if (lists.image[0] === 'studio') return { value: null, made: madeByStudio({ refusals: [] }) };
  const kept = await findPainted(options, taskId);
  if (kept) return kept;
  const account = openAccount(options, { taskId, stage: 'image' });
  const { width, height } = concept.picture;
  const called = await account.settle(
    caller.callImage({
      models: lists.image,
      promptVersion: String(IMAGE_PROMPT_VERSION),
      budgetMs: BUDGET_MS,
      signal,
      onCall: account.note,
      request: { prompt: imagePrompt(concept), width, height },
      parse: ({ bytes }) => reencodeImage(bytes, { output: 'png', maxBytes: MOST_PICTURE_BYTES }),
    }),
  );
  if (!('value' in called)) return { value: null, made: madeByStudio(called) };
  const by = `${called.by.provider}:${called.by.model}`;
  const { bytes } = called.value;
  const { hash } = await storage.put(bytes, 'png');
  await calls.keepReply(taskId, QUESTION, { by, reply: hash });
  return { value: bytes, made: madeByModel(by) };
}

async function findPainted({ calls, storage }: StageModelsOptions, taskId: string): Promise<Painted | undefined> {
  const kept = await calls.findReply(taskId, QUESTION);
  const value = kept && (await storage.get(kept.reply, 'png'));
  return value ? { value, made: madeByModel(kept.by) } : undefined;
}
