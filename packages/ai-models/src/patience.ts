/** How long an answer is waited for, in milliseconds. */
export interface Patience {
  /** From the request to the first byte of the answer. */
  readonly firstByteMs: number;
  /** From each piece of it to the next. */
  readonly silenceMs: number;
}

/** A model that reads a long prompt may take its time; one that has begun to write does not pause. */
export const textPatience: Patience = { firstByteMs: 60_000, silenceMs: 20_000 };

/** Most painters send nothing until the picture is done. */
export const imagePatience: Patience = { firstByteMs: 120_000, silenceMs: 20_000 };
