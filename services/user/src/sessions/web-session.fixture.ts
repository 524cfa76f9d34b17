import { randomUUID } from 'node:crypto';
import type { IdentityUser } from '@mojian/contracts/identity';
import { hashRefreshToken, newRefreshToken } from '../domain/refresh-token.js';
import type { UserServiceFixture } from '../user-service.fixture.js';

export interface WebSession {
  readonly user: IdentityUser & { readonly sessionId: string };
  readonly refreshToken: string;
}

const lifeDays = 7;

/** A user with an e-mail address, as they are once they have registered. */
export async function webAccount({ sql }: UserServiceFixture): Promise<string> {
  const id = randomUUID();
  await sql(
    `INSERT INTO "user" (id, username, username_key, email, email_key, created_at, updated_at)
     VALUES ($1, $2, $2, $3, $3, now(), now()) RETURNING id`,
    [id, `u${id.slice(0, 8)}`, `${id.slice(0, 8)}@example.org`],
  );
  return id;
}

/** A session of the user at the service's present time, as a login with a password opens it. */
export async function webSession(service: UserServiceFixture, userId?: string): Promise<WebSession> {
  const id = userId ?? (await webAccount(service));
  const [sessionId, refreshToken] = [randomUUID(), newRefreshToken()];
  const now = service.now();
  const end = new Date(now.getTime() + lifeDays * 24 * 3600 * 1000);
  await service.sql(
    `WITH opened AS (
       INSERT INTO session (id, user_id, audience, address, agent, created_at, expires_at)
       VALUES ($1, $2, 'web', '203.0.113.7', 'specs', $3, $4) RETURNING id)
     INSERT INTO refresh_token (token_hash, session_id, created_at, expires_at)
     SELECT $5, id, $3, $4 FROM opened RETURNING session_id`,
    [sessionId, id, now, end, hashRefreshToken(refreshToken)],
  );
  return { user: { id, sessionId, apiKey: null, role: 'user', plan: 'free', audience: 'web' }, refreshToken };
}
