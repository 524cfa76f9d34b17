import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { type SmtpServerFixture, startSmtpServer } from '../mail/smtp-server.fixture.js';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';

// Hashes are dear on purpose, and the machine may be busy.
jest.setTimeout(60_000);

let smtp: SmtpServerFixture;
let service: UserServiceFixture;

const variables = () => ({ SMTP_URL: smtp.url, MAIL_FROM: 'Mojian <no-reply@mojian.example>' });

beforeAll(async () => {
  smtp = await startSmtpServer();
  service = await startFixture({ WECHAT_MOCK_LOGIN: 'true', ...variables() });
});
afterAll(async () => {
  await service.close();
  await smtp.close();
});
beforeEach(() => {
  smtp.mails.splice(0);
  smtp.moods.splice(0);
});

/** Orders mails as the product does, in the database. */
async function order(count = 1): Promise<string[]> {
  const addresses = Array.from({ length: count }, () => `${randomUUID()}@letters.example`);
  await service.sql(
    `WITH i AS (INSERT INTO mail (id, kind, email, language, created_at, next_attempt_at)
      SELECT gen_random_uuid(), 'password_changed', email, 'en', now(), now() FROM unnest($1::text[]) AS email RETURNING 1)
     SELECT 1`,
    [addresses],
  );
  return addresses;
}

const stateOf = async (address: string | undefined) =>
  (await service.sql('SELECT attempts, outcome, ended_at IS NULL AS waits FROM mail WHERE email = $1', [address]))[0];
const tried = (address: string | undefined, attempts: number) =>
  waitFor(async () => (await stateOf(address))?.attempts === attempts, { what: `try ${attempts}` });
const ended = (address: string | undefined) =>
  waitFor(async () => (await stateOf(address))?.waits === false, { what: 'the end of the mail' });

describe('mails that wait', () => {
  it('go out once each, however many processes send', async () => {
    const others = await Promise.all([1, 2].map(() => service.another(variables())));
    const addresses = await order(20);
    await Promise.all(addresses.map((address) => ended(address)));
    expect(smtp.mails.map(({ to }) => to).sort()).toEqual(addresses.sort());
    await Promise.all(others.map(({ close }) => close()));
  });

  it('are tried again after a minute when the server is busy', async () => {
    smtp.moods.push('busy');
    const [address] = await order();
    await tried(address, 1);
    await waitFor(() => service.log.some(({ event, attempts }) => event === 'mail.failed' && attempts === 1), {
      what: 'the failure',
    });
    expect(await stateOf(address)).toMatchObject({ outcome: null });
    service.advance(61);
    await ended(address);
    expect(await stateOf(address)).toEqual({ attempts: 2, outcome: 'sent', waits: false });
    expect(smtp.mails).toHaveLength(1);
  });

  it('are given up at once when the server refuses them for good', async () => {
    smtp.moods.push('refuse');
    const [address] = await order();
    await ended(address);
    expect(await stateOf(address)).toEqual({ attempts: 1, outcome: 'given_up', waits: false });
  });

  it('are given up after eight tries', async () => {
    smtp.moods.push(...Array.from({ length: 8 }, () => 'busy' as const));
    const [address] = await order();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await tried(address, attempt);
      service.advance(60 * 2 ** attempt);
    }
    await ended(address);
    expect(await stateOf(address)).toEqual({ attempts: 8, outcome: 'given_up', waits: false });
    expect(smtp.mails).toEqual([]);
  });

  it('are forgotten a week after they ended', async () => {
    const [address] = await order();
    await ended(address);
    service.advance(8 * 24 * 3600);
    await waitFor(async () => (await stateOf(address)) === undefined, { what: 'the row to be gone' });
  });
});
