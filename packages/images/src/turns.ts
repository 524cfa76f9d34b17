import { AppError } from '@mojian/contracts/app-error';

export interface TurnsOptions {
  readonly atOnce: number;
  /** How many may wait for their turn. */
  readonly waiting: number;
}

/** Lets so much work be done at once; more waits in order, and still more rejects with OVERLOADED. */
export interface Turns {
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
}

export function createTurns({ atOnce, waiting }: TurnsOptions): Turns {
  let underWay = 0;
  const queue: (() => void)[] = [];

  const begin = async (): Promise<void> => {
    if (underWay < atOnce) {
      underWay += 1;
      return;
    }
    if (queue.length >= waiting) throw new AppError('OVERLOADED', `${waiting} pieces of work wait already`);
    await new Promise<void>((resolve) => queue.push(resolve));
  };
  /** Whoever waits longest takes over the place. */
  const end = (): void => {
    const next = queue.shift();
    if (next) next();
    else underWay -= 1;
  };

  return {
    take: async (work) => {
      await begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
