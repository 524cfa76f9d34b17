import type { SessionState } from './user-service.js';

/** What is known about sessions, for at most a second. */
export interface SessionStates {
  /** Asked once for all who want the same session at the same moment. */
  readonly get: (sessionId: string) => Promise<SessionState>;
  /** Forgets a session at once; an answer that is still under way is not kept either. */
  readonly drop: (sessionId: string) => void;
  /** The same for all sessions of a user. */
  readonly dropUser: (userId: string) => void;
}

export interface SessionStatesOptions {
  readonly ask: (sessionId: string) => Promise<SessionState>;
  readonly clock: () => number;
}

interface Known {
  readonly state: SessionState;
  readonly until: number;
}

const keptMs = 1000;
const mostKept = 10_000;

export function createSessionStates({ ask, clock }: SessionStatesOptions): SessionStates {
  const known = new Map<string, Known>();
  const underWay = new Map<string, Promise<SessionState>>();

  const askOnce = (sessionId: string): Promise<SessionState> => {
    const joined = underWay.get(sessionId);
    if (joined) return joined;
    // Its life counts from the question: the answer may be as old as that.
    const until = clock() + keptMs;
    const flight: Promise<SessionState> = ask(sessionId)
      .then((state) => {
        if (underWay.get(sessionId) === flight) keep(known, sessionId, { state, until });
        return state;
      })
      .finally(() => {
        if (underWay.get(sessionId) === flight) underWay.delete(sessionId);
      });
    underWay.set(sessionId, flight);
    return flight;
  };
  const drop = (sessionId: string): void => {
    known.delete(sessionId);
    underWay.delete(sessionId);
  };

  return {
    get: async (sessionId) => {
      const entry = known.get(sessionId);
      return entry && clock() < entry.until ? entry.state : askOnce(sessionId);
    },
    drop,
    dropUser: (userId) => {
      for (const [sessionId, { state }] of known) if (state.user_id === userId) known.delete(sessionId);
      // Whose the questions under way are is not known yet: none of their answers is kept.
      underWay.clear();
    },
  };
}

function keep(known: Map<string, Known>, sessionId: string, entry: Known): void {
  known.delete(sessionId);
  const oldest = known.size >= mostKept ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  known.set(sessionId, entry);
}
