import type { Patience } from '../patience.js';

/** Whose answer it is, as errors tell it. */
export interface ModelName {
  readonly provider: string;
  readonly model: string;
}

/** Where a protocol speaks, and as whom. */
export interface Endpoint extends ModelName {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Empty where none is asked for. */
  readonly key: string;
  /** The protocol's own when absent. */
  readonly patience?: Patience | undefined;
}
