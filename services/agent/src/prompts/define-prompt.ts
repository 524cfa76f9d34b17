import type { TextRequest } from '@mojian/ai-models/text-model';

/** One stage's way of asking a model: what is said to it, and how its reply is read. Versioned as code is. */
export interface Prompt<Input, Output> {
  /** Of the stage that asks. */
  readonly name: 'concept' | 'copy' | 'code';
  /** Bump with every change of wording: calls are counted by it. */
  readonly version: number;
  readonly write: (input: Input, fence: Fence) => TextRequest;
  /**
   * Lenient with the form, strict with the content. @throws AppError `MODEL_REPLY_INVALID` with a sentence that tells a
   * model what is wrong: it is given one chance to mend it.
   */
  readonly read: (reply: string, input: Input) => Output;
}

/** Sets text of people and of the world apart from what a model is told to do. */
export interface Fence {
  /** Data as JSON between two lines that nothing in it can imitate. */
  readonly data: (value: unknown) => string;
  /** What the instructions say about these lines, and the secret word that no answer may hold. */
  readonly rule: Readonly<Record<'zh' | 'en', string>>;
}

export const definePrompt = <Input, Output>(prompt: Prompt<Input, Output>): Prompt<Input, Output> => prompt;
