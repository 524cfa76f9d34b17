/** Answers of another process, kept for at most a second; who is told of a change drops them at once. */
export interface FreshAnswers<T> {
  /** Asked once for all who want the same answer at the same moment. */
  readonly get: (id: string) => Promise<T>;
  /** Forgets an answer; one that is still under way is not kept either. */
  readonly drop: (id: string) => void;
  /** Forgets all answers that are like this, and keeps none that is under way, since what it will say is not known. */
  readonly dropWhere: (isStale: (answer: T) => boolean) => void;
}

export interface FreshAnswersOptions<T> {
  readonly ask: (id: string) => Promise<T>;
  readonly clock: () => number;
}

interface Known<T> {
  readonly answer: T;
  readonly until: number;
}

const keptMs = 1000;
const mostKept = 10_000;

/** A no is kept as well as a yes, so that who repeats a bad credential asks nobody more than once a second. */
export function createFreshAnswers<T>({ ask, clock }: FreshAnswersOptions<T>): FreshAnswers<T> {
  const known = new Map<string, Known<T>>();
  const underWay = new Map<string, Promise<T>>();

  const askOnce = (id: string): Promise<T> => {
    const joined = underWay.get(id);
    if (joined) return joined;
    // Its life counts from the question: the answer may be as old as that.
    const until = clock() + keptMs;
    const flight: Promise<T> = ask(id)
      .then((answer) => {
        if (underWay.get(id) === flight) keep(known, id, { answer, until });
        return answer;
      })
      .finally(() => {
        if (underWay.get(id) === flight) underWay.delete(id);
      });
    underWay.set(id, flight);
    return flight;
  };

  return {
    get: async (id) => {
      const entry = known.get(id);
      return entry && clock() < entry.until ? entry.answer : askOnce(id);
    },
    drop: (id) => {
      known.delete(id);
      underWay.delete(id);
    },
    dropWhere: (isStale) => {
      for (const [id, { answer }] of known) if (isStale(answer)) known.delete(id);
      underWay.clear();
    },
  };
}

function keep<T>(known: Map<string, Known<T>>, id: string, entry: Known<T>): void {
  known.delete(id);
  const oldest = known.size >= mostKept ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  known.set(id, entry);
}
