import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@mojian/telemetry/logger';
import { waitFor } from '@mojian/testing/wait-for';
import { createDataSource } from '../data/data-source.js';
import { SessionRetention } from '../data/session-retention.js';
import { webAccount, webSession } from '../sessions/web-session.fixture.js';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';

let service: UserServiceFixture;

beforeAll(async () => {
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(() => service.close());

const daySeconds = 24 * 3600;
const count = async (table: string): Promise<unknown> =>
  (await service.sql(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count;

async function withRetention(use: (retention: SessionRetention) => Promise<void>): Promise<void> {
  const database = createDataSource(service.databaseUrl, createLogger({ service: 'user', level: 'error' }));
  await database.initialize();
  await use(new SessionRetention(database));
  await database.destroy();
}

describe('clean-up', () => {
  it('forgets what ended long ago and nothing else, several at once as one', async () => {
    const userId = await webAccount(service);
    for (let index = 0; index < 3; index += 1) await webSession(service, userId);
    await service.sql(
      `INSERT INTO password_reset (token_hash, user_id, created_at, expires_at)
       VALUES ($1, $2, $3, $3::timestamptz + interval '1 hour') RETURNING user_id`,
      [randomBytes(32), userId, service.now()],
    );
    await service.sql(
      `INSERT INTO mail (id, kind, email, language, created_at, next_attempt_at, ended_at, outcome)
       VALUES ($1, 'password_reset', 'a@example.org', 'zh', $3, $3, $3, 'sent'),
              ($2, 'password_reset', 'a@example.org', 'zh', $3, $3, NULL, NULL) RETURNING id`,
      [randomUUID(), randomUUID(), service.now()],
    );
    service.advance(2 * daySeconds);
    const recent = await webSession(service, userId);
    await service.send('POST', '/api/v1/auth/logout', { user: recent.user });
    await withRetention(async (retention) => {
      expect(await retention.sweep(service.now())).toEqual({ sessions: 0, password_resets: 1, mails: 0 });
      // Three sessions ended on day 7, one was ended on day 2.
      service.advance(31 * daySeconds);
      const swept = await Promise.all([1, 2, 3].map(() => retention.sweep(service.now())));
      expect(swept.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(1);
      expect(swept.reduce((sum, { mails }) => sum + mails, 0)).toBe(1);
      service.advance(5 * daySeconds);
      expect((await retention.sweep(service.now())).sessions).toBe(3);
    });
    expect([await count('session'), await count('refresh_token'), await count('mail')]).toEqual([0, 0, 1]);
  });

  it('is done when the service starts', async () => {
    await webSession(service);
    service.advance(38 * daySeconds);
    await service.restart({});
    await waitFor(async () => (await count('session')) === 0, { what: 'the sweep' });
  });
});
