import { currentContext } from '@mojian/telemetry/request-context';

/** Where a call came from: the client's address as the gateway knows it, and its User-Agent. */
export interface CallOrigin {
  readonly address: string | null;
  readonly agent: string | null;
}

/** Of the call under way; nothing is known outside of an audited one. */
export function callOrigin(): CallOrigin {
  const call = currentContext()?.audited;
  return { address: call?.address ?? null, agent: call?.agent ?? null };
}
