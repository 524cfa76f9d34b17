/** Lets at most `places` callers in at a time, the others in the order of their arrival. */
interface Turnstile {
  /** Resolves to the function that gives the place back. @throws the signal's reason when aborted while waiting. */
  readonly enter: (signal?: AbortSignal) => Promise<() => void>;
}

export function createTurnstile(places: number): Turnstile {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const enter = async (signal?: AbortSignal): Promise<() => void> => {
    signal?.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return leave;
    }
    await queueUp(waiting, signal);
    return leave;
  };
  return { enter };
}

const queueUp = (waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const onTurn = (): void => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    };
    const onAbort = (): void => {
      waiting.splice(waiting.indexOf(onTurn), 1);
      const reason: unknown = signal?.reason;
      reject(reason);
    };
    waiting.push(onTurn);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
