import type { ProcessIdentity } from './process-identity.js';

/** A server that was started here, or found running where it would have been started. */
export interface EmbeddedStore extends ProcessIdentity {
  /** Address with credentials. */
  readonly url: string;
  /** Ends the server in order; resolves when it is gone. */
  stop(): Promise<void>;
}
