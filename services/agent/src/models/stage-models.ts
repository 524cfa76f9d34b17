import type { ModelCaller } from '@mojian/ai-models/calling/create-model-caller';
import type { Called } from '@mojian/ai-models/calling/model-call';
import type { ModelList } from '@mojian/ai-models/calling/model-list';
import type { Concept } from '@mojian/contracts/card/concept';
import type { MadeBy } from '@mojian/contracts/card/made-by';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { ModelCall, ModelCallRepository } from '../data/model-call.repository.js';
import type { Prompt } from '../prompts/define-prompt.js';
import type { Wording } from '../prompts/write-system.js';
import type { stageLists } from './models-env.js';

export type ModelStage = keyof typeof stageLists;

/** How a stage asks for one card. */
export interface StageChoice {
  readonly models: ModelList;
  /** Of the published setting of this number; null where the prompt is the code's own. */
  readonly wording: (Wording & { readonly number: number }) | null;
}

export type StageChoices = Readonly<Record<ModelStage, StageChoice>>;

export interface StageRun {
  readonly taskId: string;
  readonly signal: AbortSignal;
  /** Told what can be seen of an answer before it has ended. */
  readonly onGlimpse?: ((text: string) => void) | undefined;
}

/** An answer of a model that the gate refused, and what it found. */
export interface Mend {
  readonly wrong: string;
  readonly findings: unknown;
}

interface Unmade {
  readonly value: null;
  readonly reply: null;
  readonly made: MadeBy;
}

/** What a stage's models made, with the words in which they did; null when the studio is to make it. */
export type Made<T> = { readonly value: T; readonly reply: string; readonly made: MadeBy } | Unmade;

/** Whom a stage asks before the studio; without any model the studio is told to make it at once. */
export interface StageModels {
  /** @throws AppError of the last model when the list does not end with the studio. */
  readonly ask: <Input, Output>(
    prompt: Prompt<Input, Output>,
    input: Input,
    run: StageRun & { readonly mend?: Mend },
  ) => Promise<Made<Output>>;
  /** Whether a model may paint: then nobody knows before what stands where in the picture. */
  readonly paints: boolean;
  /** A JPEG of at most 16 megapixels. @throws as `ask`. */
  readonly paint: (
    concept: Concept,
    run: StageRun & { readonly language: 'zh' | 'en' },
  ) => Promise<{ readonly value: Buffer | null; readonly made: MadeBy }>;
}

export interface StageModelsOptions {
  readonly caller: ModelCaller;
  readonly choices: StageChoices;
  /** The account of what was asked, and answers that an earlier run of a task was given. */
  readonly calls: ModelCallRepository;
  /** Told of each request to a model, as it is written down. */
  readonly observe: (call: ModelCall) => void;
  readonly storage: ObjectStorage;
}

/** The studio is degraded only where a model was wanted. */
export const madeByStudio = ({ refusals }: Pick<Called<unknown>, 'refusals'>): MadeBy => ({
  by: 'studio',
  degraded: refusals.length > 0,
});

export const madeByModel = (by: string): MadeBy => ({ by, degraded: false });
