import type { IdentityUser } from '@mojian/contracts/identity';

/** An answer or a socket that stays open: tells its end, and can be ended. */
export interface Endable {
  readonly once: (event: 'close', listener: () => void) => unknown;
  /** Tells the client why, where there is a way to. */
  readonly end: (why: EndReason) => void;
}

export type EndReason = 'credential_ended' | 'shutdown';

/** The streams that are open now, by whose they are: a credential that ends takes its streams with it. */
export interface OpenStreams {
  readonly add: (user: IdentityUser, stream: Endable) => void;
  /** Breaks off the streams of a session or an API key. */
  readonly endCredential: (id: string) => void;
  /** Breaks off all streams of a user. */
  readonly endUser: (userId: string) => void;
  /** Breaks off all of them: their clients come back to another process and resume. */
  readonly endAll: () => void;
  /** Sessions and API keys that have streams open. */
  readonly credentials: () => readonly string[];
}

/** Id of the session or of the API key that a caller came with; undefined where tokens are not verified. */
export const credentialOf = ({ sessionId, apiKey }: IdentityUser): string | undefined => sessionId ?? apiKey?.id;

export function createOpenStreams(observe: (open: number) => void): OpenStreams {
  const open = new Map<Endable, IdentityUser>();
  const endWhere = (isMeant: (user: IdentityUser) => boolean): void => {
    for (const [stream, user] of open) if (isMeant(user)) stream.end('credential_ended');
  };
  return {
    add: (user, stream) => {
      open.set(stream, user);
      observe(open.size);
      stream.once('close', () => {
        open.delete(stream);
        observe(open.size);
      });
    },
    endCredential: (id) => endWhere((user) => credentialOf(user) === id),
    endUser: (userId) => endWhere((user) => user.id === userId),
    endAll: () => {
      for (const stream of open.keys()) stream.end('shutdown');
    },
    credentials: () => [...new Set([...open.values()].flatMap((user) => credentialOf(user) ?? []))],
  };
}
