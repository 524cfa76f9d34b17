/** First come, first served: one at a time has its turn. */
export interface WaitingLine {
  /** Resolves with the function that ends the turn; rejects with the signal's reason, and stands in nobody's way then. */
  readonly enter: (signal: AbortSignal) => Promise<() => void>;
}

export function createWaitingLine(): WaitingLine {
  let last: Promise<unknown> = Promise.resolve();
  return {
    enter: async (signal) => {
      signal.throwIfAborted();
      const before = last;
      const turn = Promise.withResolvers<void>();
      last = before.then(() => turn.promise);
      try {
        await unlessAborted(before, signal);
        return turn.resolve;
      } catch (error) {
        turn.resolve();
        throw error;
      }
    },
  };
}

function unlessAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      const reason: unknown = signal.reason;
      reject(reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    // It never rejects: turns only end.
    void promise.then(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
  });
}
