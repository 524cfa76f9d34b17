import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditedCall } from '@mojian/contracts/audit';

/** What every log line and every outgoing request of one piece of work carries. */
export interface RequestContext {
  readonly requestId: string;
  readonly taskId?: string;
  readonly userId?: string;
  /** Absent where nothing is audited. */
  readonly audited?: AuditedCall;
}

const storage = new AsyncLocalStorage<{ current: RequestContext }>();

/** Runs `fn` and all that it starts with this context. */
export const runInContext = <T>(context: RequestContext, fn: () => T): T => storage.run({ current: context }, fn);

/** The context of the work under way, or undefined outside of any. */
export const currentContext = (): RequestContext | undefined => storage.getStore()?.current;

/** Adds what became known later (who the user is) to the context of the work under way; outside of any it does nothing. */
export function extendContext(fields: Partial<RequestContext>): void {
  const store = storage.getStore();
  if (store) store.current = { ...store.current, ...fields };
}
