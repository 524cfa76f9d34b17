import { z } from 'zod';

/** What one checker said of one text or picture. `reason` is a category or a vendor's label, never the words. */
export const CheckAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('passed') }),
  /** A person should look at it. */
  z.object({ state: z.literal('review'), reason: z.string() }),
  z.object({ state: z.literal('refused'), reason: z.string() }),
  /** The verdict comes later under this name. */
  z.object({ state: z.literal('pending'), trace: z.string() }),
  /** Nobody could be asked. */
  z.object({ state: z.literal('unchecked'), reason: z.string() }),
  /** Not this checker's to judge: a kind of content, or a person, that it does not know. */
  z.object({ state: z.literal('out-of-scope') }),
]);
export type CheckAnswer = z.output<typeof CheckAnswer>;

/** Whom the content is of, as the checkers know people. */
export interface Author {
  /** Null for those who have not come by WeChat. */
  readonly openid: string | null;
}

/** Judges what people wrote and what models made, alike. Never rejects: who cannot be asked has not checked. */
export interface ContentChecker {
  readonly name: string;
  readonly checkText: (text: string, author: Author) => Promise<CheckAnswer>;
  /** `url` must be open to the checker for half an hour. */
  readonly checkPicture: (url: string, author: Author) => Promise<CheckAnswer>;
}
