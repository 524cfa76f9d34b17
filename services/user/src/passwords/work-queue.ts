import { AppError } from '@mojian/contracts/app-error';

export interface WorkQueueOptions {
  /** Pieces of work under way at a time. */
  readonly atOnce: number;
  /** Pieces that may wait for their turn; what comes above is refused with OVERLOADED. */
  readonly waiting: number;
}

/** Dear work, a few pieces at a time, in the order they came. */
export interface WorkQueue {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

export function createWorkQueue({ atOnce, waiting }: WorkQueueOptions): WorkQueue {
  const turns: (() => void)[] = [];
  let underWay = 0;
  const begin = async (): Promise<void> => {
    if (underWay < atOnce) {
      underWay += 1;
      return;
    }
    if (turns.length >= waiting) {
      throw new AppError('OVERLOADED', 'too many passwords wait to be hashed', { details: { retry_after: 1 } });
    }
    // Whoever ends hands its place over: nobody who comes in between can take it.
    await new Promise<void>((resolve) => turns.push(resolve));
  };
  const end = (): void => {
    const next = turns.shift();
    if (next) next();
    else underWay -= 1;
  };
  return {
    run: async (work) => {
      await begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
