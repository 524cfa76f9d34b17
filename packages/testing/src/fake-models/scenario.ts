/** A request that arrived at the fake: of a model, of a task's state, of a picture. */
export interface FakeCall {
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  /** As the body names it; null where it names none (polls and downloads never do). */
  readonly model: string | null;
  /** As it came in the header of this protocol; null where none came. */
  readonly key: string | null;
  /** Parsed; the text itself where it was not JSON, null where there was none. */
  readonly body: unknown;
  /** Arrival, in milliseconds of the epoch. */
  readonly at: number;
  /** `aborted`: the client went away before the answer was complete. A reset by the fake counts as an answer. */
  readonly state: 'open' | 'answered' | 'aborted';
}

/** An answer that a model wrote. */
export interface TextScenario {
  readonly kind: 'text';
  readonly text: string;
  /** What it thought before, in the vendor's own field. */
  readonly thinking?: string;
  /** Of thinking and text; all at once unless told. */
  readonly tokensPerSecond?: number;
  /** Until the first token; 0 unless told. */
  readonly firstTokenMs?: number;
  readonly finish?: 'stop' | 'length';
  /** False: the tokens are not told even to those who ask. */
  readonly usage?: boolean;
}

/** A picture. */
export interface ImageScenario {
  readonly kind: 'image';
  readonly bytes: Buffer;
  /** Time that it takes; a task is pending during the first quarter of it. */
  readonly ms?: number;
  /** OpenAI's protocol alone knows both; unless told, as the request asks, else base64. */
  readonly by?: 'base64' | 'url';
}

/** An error of HTTP with the body that the vendor gives it, unless another is told. */
export interface StatusScenario {
  readonly kind: 'status';
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly body?: string;
  readonly contentType?: string;
  /** From 1 on: the answer begins with 200 and breaks off with this error within; of a task, the task fails by it. */
  readonly afterTokens?: number;
}

/** A RST: at once, or after so many tokens; the answer that is no stream breaks off in its middle. */
export interface ResetScenario {
  readonly kind: 'reset';
  readonly afterTokens?: number;
}

/** Silence while the connection stays open; 0 tokens: not even a header comes. A task stays as it is for ever. */
export interface StallScenario {
  readonly kind: 'stall';
  readonly afterTokens: number;
}

/** What becomes of a call, however the vendor puts it. */
export type PlainScenario =
  | TextScenario
  | ImageScenario
  | StatusScenario
  | ResetScenario
  | StallScenario
  /** The model declines, in the vendor's own way. */
  | { readonly kind: 'refusal'; readonly text: string }
  /** A well formed answer with nothing in it. */
  | { readonly kind: 'empty' }
  /** 502 with the page of a proxy. */
  | { readonly kind: 'html' }
  /** A well formed answer of so many bytes of text or picture. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** 200 with a word as plain text, which is no answer of any protocol. */
  | { readonly kind: 'wrong-type' };

/** Or decided when the call is here. */
export type Scenario = PlainScenario | ((call: FakeCall) => Scenario);
