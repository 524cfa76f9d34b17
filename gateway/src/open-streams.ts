import type { IdentityUser } from '@mojian/contracts/identity';
import type { Response } from 'express';

/** The streams that are open now, by whose they are: a session that ends takes its streams with it. */
export interface OpenStreams {
  readonly add: (user: IdentityUser, response: Response) => void;
  /** Breaks off the streams of a session, or of all sessions of the user. */
  readonly end: (revoked: { readonly user_id: string; readonly session_id: string | null }) => void;
  /** Breaks off all of them: their clients come back to another process and resume. */
  readonly endAll: () => void;
}

export function createOpenStreams(): OpenStreams {
  const open = new Map<Response, IdentityUser>();
  return {
    add: (user, response) => {
      open.set(response, user);
      response.once('close', () => open.delete(response));
    },
    end: ({ user_id, session_id }) => {
      for (const [response, user] of open) {
        if (user.id === user_id && (session_id === null || user.sessionId === session_id)) response.destroy();
      }
    },
    endAll: () => {
      for (const response of open.keys()) response.destroy();
    },
  };
}
