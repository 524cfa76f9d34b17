import type { Audience } from '@mojian/contracts/identity';

export interface TokenLives {
  /** Seconds that an access token lives. */
  readonly accessSeconds: number;
  /** Seconds from the login to the end of its session and of all its refresh tokens, however often it is refreshed. */
  readonly sessionSeconds: number;
}

const day = 24 * 3600;

/** Clients of the mini-program that are in the field lose their session with anything shorter than theirs. */
export const tokenLives: Readonly<Record<Audience, TokenLives>> = {
  web: { accessSeconds: 15 * 60, sessionSeconds: 7 * day },
  mini: { accessSeconds: 7 * day, sessionSeconds: 30 * day },
};
