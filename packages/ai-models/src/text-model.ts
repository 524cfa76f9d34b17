/** A prompt, and what bounds its answer. */
export interface TextRequest {
  /** What the model is to do: our own text only. */
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  /** Form of the answer, for models that can be held to one; the answer is parsed by the caller all the same. */
  readonly schema?: { readonly name: string; readonly json: Readonly<Record<string, unknown>> };
  /** Tokens of the answer. */
  readonly maxTokens: number;
  /** 0..2; the provider's own when absent. */
  readonly temperature?: number;
}

/** Tokens as the provider counted them; `cached` is the part of `input` that it had read before. */
export interface TextUsage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
}

/** What comes of a prompt, in order: any number of `text`, then one `end`. */
export type TextEvent =
  | { readonly type: 'text'; readonly text: string }
  /** `length`: the answer broke off at `maxTokens`. `usage` is null where the provider does not tell. */
  | { readonly type: 'end'; readonly finish: 'stop' | 'length'; readonly usage: TextUsage | null };

/** A model that writes: words, plans and pages alike. One call is one request to its provider, never repeated inside. */
export interface TextModel {
  /** Name of its provider. */
  readonly provider: string;
  /** As its provider calls it. */
  readonly model: string;
  /**
   * Ending the iteration or aborting the signal closes the connection, so that no further token is paid for.
   * @throws AppError `MODEL_BUSY` (429, 529), `MODEL_UNAVAILABLE` (time-out, connection, 5xx, a stream that broke off or
   * fell silent, an answer that is none), `MODEL_REFUSED` (the model declines), `MODEL_REJECTED` (any other 4xx), each
   * with the details of `ModelErrorDetails`; the signal's reason when it was aborted.
   */
  readonly write: (request: TextRequest, options: { readonly signal: AbortSignal }) => AsyncIterable<TextEvent>;
}
