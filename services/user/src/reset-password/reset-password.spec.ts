import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { Redis } from 'ioredis';
import { isTo, mailsIn, tokenIn, waitForMails } from '../mail/mail-box.fixture.js';
import { mailDir, type Reply, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

// Hashes are dear on purpose, and the machine may be busy.
jest.setTimeout(60_000);

let service: UserServiceFixture;
let subscriber: Redis;
const events: string[] = [];

beforeAll(async () => {
  service = await startFixture({
    WECHAT_MOCK_LOGIN: 'true',
    PUBLIC_ORIGIN: 'https://mojian.example',
    GATEWAY_BASE_PATH: '/app',
  });
  subscriber = new Redis(service.redisUrl);
  subscriber.on('message', (_channel, message) => events.push(message));
  await subscriber.subscribe('session.revoked');
});
afterAll(async () => {
  subscriber.disconnect();
  await service.close();
});

const auth = '/api/v1/auth';
const password = 'correct horse battery';
const fresh = 'a quiet lake at dawn';

async function account() {
  const username = `u${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const email = `${username}@letters.example`;
  const { json } = await service.post(`${auth}/register`, { username, email, password });
  return { username, email, id: String(json.id) };
}

const logIn = (username: string, typed: string) => service.post(`${auth}/login`, { username, password: typed });
const forget = (email: string, language = 'zh') =>
  service.send('POST', `${auth}/forgot-password`, { body: { email }, headers: { 'accept-language': language } });
const reset = (token: string, typed = fresh) => service.post(`${auth}/reset-password`, { token, new_password: typed });
const outcome = ({ status, headers }: Reply) => [status, headers.get('x-error-code')];
const refused = [400, 'RESET_REFUSED'];

/** The token of the newest mail to an account that has asked so many times. */
async function mailedToken(email: string, count = 1): Promise<string> {
  await forget(email);
  const mails = await waitForMails(mailDir, email, count);
  return tokenIn(mails.at(-1));
}

const waiting = () => service.sql('SELECT 1 FROM mail WHERE ended_at IS NULL');

describe('forgotten password', () => {
  it('A18: is answered alike for an address that nobody has, to whom nothing is sent', async () => {
    const { email } = await account();
    const nobody = `${randomUUID()}@letters.example`;
    const [known, unknown] = [await forget(email), await forget(nobody)];
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json]);
    expect(known.status).toBe(202);
    await waitForMails(mailDir, email);
    await waitFor(async () => (await waiting()).length === 0, { what: 'no mail to wait' });
    expect((await mailsIn(mailDir)).filter((mail) => isTo(mail, nobody))).toEqual([]);
    expect(await service.sql('SELECT outcome FROM mail WHERE email = $1', [nobody])).toEqual([
      { outcome: 'no_account' },
    ]);
  });

  it('is mailed in the language that was asked in, to the address as the account has it', async () => {
    const { email } = await account();
    await forget(email.toUpperCase(), 'en-GB,en');
    const [mail] = await waitForMails(mailDir, email);
    expect(mail).toContain('Subject: Mojian: reset your password\n');
    expect(mail).toContain(`\n\nhttps://mojian.example/app/reset-password#token=${tokenIn(mail)}\n\n`);
    const tables = JSON.stringify([
      await service.sql('SELECT * FROM password_reset'),
      await service.sql('SELECT * FROM mail'),
    ]);
    expect(tables + JSON.stringify(service.log)).not.toContain(tokenIn(mail));
  });

  it('is mailed to an address at most five times an hour', async () => {
    const { email } = await account();
    const replies = await Promise.all(Array.from({ length: 9 }, () => forget(email)));
    expect(replies.every(({ status }) => status === 202)).toBe(true);
    expect(await service.sql('SELECT count(*)::int AS n FROM mail WHERE email = $1', [email])).toEqual([{ n: 5 }]);
  });

  it('gets no mail where the account is disabled, or has no password', async () => {
    const [disabled, bare] = [await account(), await account()];
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [disabled.id]);
    await service.sql('WITH d AS (DELETE FROM password WHERE user_id = $1 RETURNING 1) SELECT 1', [bare.id]);
    await Promise.all([forget(disabled.email), forget(bare.email)]);
    await waitFor(async () => (await waiting()).length === 0, { what: 'no mail to wait' });
    const outcomes = await service.sql('SELECT outcome FROM mail WHERE email IN ($1, $2)', [
      disabled.email,
      bare.email,
    ]);
    expect(outcomes).toEqual([{ outcome: 'no_account' }, { outcome: 'no_account' }]);
  });
});

describe('reset of a password', () => {
  it('A8: sets it, ends every session, raises the token version and tells by mail', async () => {
    const { username, email, id } = await account();
    const { json: session } = await logIn(username, password);
    const done = await reset(await mailedToken(email));
    expect(done.status).toBe(200);
    expect([(await logIn(username, password)).status, (await logIn(username, fresh)).status]).toEqual([401, 200]);
    const [ended] = await service.sql('SELECT revoked_reason FROM session WHERE id = $1', [session.session_id]);
    expect(ended).toEqual({ revoked_reason: 'password_changed' });
    expect(await service.sql('SELECT token_version FROM "user" WHERE id = $1', [id])).toEqual([{ token_version: 1 }]);
    await waitFor(() => events.some((event) => event.includes(id) && event.includes('"session_id":null')), {
      what: 'the event',
    });
    const [, told] = await waitForMails(mailDir, email, 2);
    expect(told).toContain('Subject: 墨笺：密码已修改\n');
  });

  it('takes a token once, of two at once as well', async () => {
    const { email } = await account();
    const token = await mailedToken(email);
    const outcomes = await Promise.all([reset(token), reset(token, 'another lake at dusk')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(outcome(await reset(token))).toEqual(refused);
    expect(
      await service.sql(`SELECT 1 FROM mail WHERE email = $1 AND kind = 'password_changed'`, [email]),
    ).toHaveLength(1);
  });

  it('takes the newest token only', async () => {
    const { email } = await account();
    const first = await mailedToken(email);
    const second = await mailedToken(email, 2);
    expect(outcome(await reset(first))).toEqual(refused);
    expect((await reset(second)).status).toBe(200);
  });

  it('takes no token after an hour', async () => {
    const { email } = await account();
    const token = await mailedToken(email);
    service.advance(3601);
    expect(outcome(await reset(token))).toEqual(refused);
  });

  it('takes no token of a user who is disabled, nor one that was never mailed', async () => {
    const { email, id } = await account();
    const token = await mailedToken(email);
    await service.sql('WITH u AS (UPDATE "user" SET active = false WHERE id = $1 RETURNING 1) SELECT 1', [id]);
    expect(outcome(await reset(token))).toEqual(refused);
    expect(outcome(await reset('a'.repeat(43)))).toEqual(refused);
  });

  it('A19: refuses a common password, and the token can still be used', async () => {
    const { email, username } = await account();
    const token = await mailedToken(email);
    expect(outcome(await reset(token, 'password123'))).toEqual([400, 'PASSWORD_TOO_COMMON']);
    expect(outcome(await reset(token, `${username}1`))).toEqual([400, 'PASSWORD_TOO_COMMON']);
    expect((await reset(token)).status).toBe(200);
  });

  it('sets the password of the account that the mail went to, whatever the body says', async () => {
    const [mine, other] = [await account(), await account()];
    const token = await mailedToken(mine.email);
    const body = { token, new_password: fresh, email: other.email, user_id: other.id, username: other.username };
    expect((await service.post(`${auth}/reset-password`, body)).status).toBe(200);
    expect([(await logIn(mine.username, fresh)).status, (await logIn(other.username, password)).status]).toEqual([
      200, 200,
    ]);
  });
});
