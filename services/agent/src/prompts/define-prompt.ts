import type { TextRequest } from '@mojian/ai-models/text-model';
import { type PromptText, type Wording, writeSystem } from './write-system.js';

/** What is asked once the instructions are given, and in which language they are. */
interface Question extends Omit<TextRequest, 'system'> {
  readonly language: 'zh' | 'en';
}

interface PromptSpec<Input, Output> extends PromptText {
  /** Of the stage that asks. */
  readonly name: 'concept' | 'copy' | 'code';
  /** 1..999; bump with every change of wording: calls are counted by it. Wordings of admins have greater numbers. */
  readonly version: number;
  readonly ask: (input: Input, fence: Fence) => Question;
  /**
   * Lenient with the form, strict with the content. @throws AppError `MODEL_REPLY_INVALID` with a sentence that tells a
   * model what is wrong: it is given one chance to mend it.
   */
  readonly read: (reply: string, input: Input) => Output;
  /** What can be seen of an answer that is still being written; null while there is nothing. */
  readonly glimpse?: (soFar: string) => string | null;
}

/** One stage's way of asking a model: what is said to it, and how its reply is read. Versioned as code is. */
export interface Prompt<Input, Output> extends Omit<PromptSpec<Input, Output>, 'ask'> {
  /** In its own words, or in those of a published setting. */
  readonly write: (input: Input, fence: Fence, wording?: Wording) => TextRequest;
}

/** Sets text of people and of the world apart from what a model is told to do. */
export interface Fence {
  /** Data as JSON between two lines that nothing in it can imitate. */
  readonly data: (value: unknown) => string;
  /** What the instructions say about these lines, and the secret word that no answer may hold. */
  readonly rule: Readonly<Record<'zh' | 'en', string>>;
}

export const definePrompt = <Input, Output>({ ask, ...spec }: PromptSpec<Input, Output>): Prompt<Input, Output> => ({
  ...spec,
  write: (input, fence, wording) => {
    const { language, ...request } = ask(input, fence);
    return { ...request, system: writeSystem(spec, { language, rule: fence.rule[language], wording }) };
  },
});
