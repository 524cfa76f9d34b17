import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityUser } from '@mojian/contracts/identity';
import { mini, miniUser, startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { auditOf, logInAs, type WebPerson, webPerson } from '../web-person.fixture.js';
import { startWechatServer, type WechatServer } from '../wechat/wechat-server.fixture.js';

const identities = '/api/v1/users/me/identities';
let service: UserServiceFixture;
let wechat: WechatServer;

beforeAll(async () => {
  wechat = await startWechatServer();
  service = await startFixture({
    WECHAT_APP_ID: 'wx-app',
    WECHAT_APP_SECRET: 'hush',
    WECHAT_API_BASE_URL: wechat.url,
    WECHAT_MOCK_LOGIN: 'true',
  });
}, 60_000);
afterAll(async () => {
  await service.close();
  await wechat.close();
});

const newCode = (): string => `c${randomUUID().slice(0, 8)}`;
const logInByWechat = async (code: string): Promise<IdentityUser> =>
  miniUser(await service.post(`${mini}/auth/login`, { code }));
const linkWechat = (person: WebPerson, body: object) =>
  service.post(`${identities}/wechat`, { password: person.password, ...body }, person.user);
const ownersOf = async (openid: string) =>
  (await service.sql('SELECT user_id FROM identity WHERE subject = $1', [openid])).map((row) => row.user_id);
const providersOf = async (user: IdentityUser) => {
  const { items } = (await service.send('GET', identities, { user })).json;
  return Array.isArray(items) ? items.map((item: Record<string, unknown>) => item.provider) : [];
};

describe('linking WeChat', () => {
  it('makes one user of both logins', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    const { status, json } = await linkWechat(person, { code });
    expect(status).toBe(200);
    expect(json.items).toEqual([
      { provider: 'password', hint: `p***@example.org`, created_at: expect.any(String) },
      { provider: 'wechat', hint: null, created_at: expect.any(String) },
    ]);
    expect((await logInByWechat(code)).id).toBe(person.user.id);
    expect((await logInAs(service, person)).user.id).toBe(person.user.id);
    const rows = await auditOf(service, 'user.link-wechat', person.user.id);
    expect(rows).toMatchObject([{ details: { linked: 'wechat' }, result: 'success' }]);
    expect(JSON.stringify(rows)).not.toContain(`openid-${code}`);
  });

  it('may be repeated', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    await linkWechat(person, { code });
    expect((await linkWechat(person, { code })).status).toBe(200);
    expect(await providersOf(person.user)).toEqual(['password', 'wechat']);
  });

  it('A22: takes nothing but the code for a proof: openid, subject and user_id of the body are not read', async () => {
    const [person, victim, code] = [await webPerson(service), await logInByWechat(newCode()), newCode()];
    const claims = { openid: 'openid-claimed', subject: 'openid-claimed', user_id: victim.id, userId: victim.id };
    expect((await linkWechat(person, { code, ...claims, provider: 'password' })).status).toBe(200);
    expect(await ownersOf(`openid-${code}`)).toEqual([person.user.id]);
    expect(await ownersOf('openid-claimed')).toEqual([]);
    expect(await providersOf(victim)).toEqual(['wechat']);
  });

  it('A22: a WeChat login with the nickname or openid of an account in its body is a user of its own', async () => {
    const person = await webPerson(service);
    const { body } = await service.post(`${mini}/auth/login`, {
      code: newCode(),
      openid: person.user.id,
      user_id: person.user.id,
      userInfo: { nickName: person.username, openid: person.user.id, id: person.user.id },
    });
    expect(body.data.userInfo.id).not.toBe(person.user.id);
  });

  it('A22: asks for the password of the account, and keeps the code where it is wrong', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    const asked = wechat.asked.length;
    expect((await linkWechat(person, { code, password: 'somebody else’s' })).json.code).toBe('PASSWORD_WRONG');
    expect(wechat.asked).toHaveLength(asked);
    expect(await ownersOf(`openid-${code}`)).toEqual([]);
  });

  it('A22: an identity that another user has stays with that user', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    const owner = await logInByWechat(code);
    const { status, json } = await linkWechat(person, { code });
    expect([status, json.code]).toEqual([409, 'IDENTITY_TAKEN']);
    expect(await ownersOf(`openid-${code}`)).toEqual([owner.id]);
  });

  it('A22: a code that WeChat refuses links nothing', async () => {
    const person = await webPerson(service);
    expect((await linkWechat(person, { code: 'invalid' })).json.code).toBe('WECHAT_CODE_REFUSED');
    expect(await providersOf(person.user)).toEqual(['password']);
  });

  it('has room for one identity of a kind', async () => {
    const person = await webPerson(service);
    await linkWechat(person, { code: newCode() });
    expect((await linkWechat(person, { code: newCode() })).json.code).toBe('IDENTITY_TAKEN');
  });

  it('A22: of 20 links of one openid to two users at once, one user gets it', async () => {
    const [one, other, code] = [await webPerson(service), await webPerson(service), newCode()];
    // Ten tries a minute are what each may make to tell a password.
    const asked = Array.from({ length: 20 }, (_, index) => linkWechat(index % 2 ? one : other, { code }));
    const codes = (await Promise.all(asked)).map(({ status, json }) => (status === 200 ? 'linked' : json.code));
    expect(codes.sort()).toEqual([...Array(10).fill('IDENTITY_TAKEN'), ...Array(10).fill('linked')]);
    expect(await ownersOf(`openid-${code}`)).toHaveLength(1);
  });

  it('A22: a first login and a link of one openid at once make no second owner', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    const [linked, login] = await Promise.all([linkWechat(person, { code }), logInByWechat(code)]);
    expect(await ownersOf(`openid-${code}`)).toEqual([login.id]);
    expect(linked.status).toBe(login.id === person.user.id ? 200 : 409);
  });
});

describe('linking a password', () => {
  const wanted = () => {
    const username = `w${randomUUID().slice(0, 8)}`;
    return { username, email: `${username}@example.org`, password: 'an unlikely sentence' };
  };
  const link = (user: IdentityUser, body: object) => service.post(`${identities}/password`, body, user);

  it('lets a WeChat user log in on the web', async () => {
    const [code, mine] = [newCode(), wanted()];
    const user = await logInByWechat(code);
    expect((await link(user, { code, ...mine })).status).toBe(200);
    expect((await logInAs(service, mine)).user.id).toBe(user.id);
    expect(await providersOf(user)).toEqual(['wechat', 'password']);
  });

  it('A22: needs a code of the openid that the account has', async () => {
    const user = await logInByWechat(newCode());
    const stranger = newCode();
    await logInByWechat(stranger);
    expect((await link(user, { code: stranger, ...wanted() })).json.code).toBe('IDENTITY_TAKEN');
    expect((await link(user, { code: newCode(), ...wanted() })).json.code).toBe('WECHAT_CODE_REFUSED');
    expect((await link(user, { code: 'used', ...wanted() })).json.code).toBe('WECHAT_CODE_REFUSED');
    expect(await providersOf(user)).toEqual(['wechat']);
  });

  it('refuses what another account has, a common password, and a second password', async () => {
    const [code, taken] = [newCode(), await webPerson(service)];
    const user = await logInByWechat(code);
    const { email, username } = taken;
    expect((await link(user, { code, ...wanted(), email })).json.code).toBe('ACCOUNT_EXISTS');
    expect((await link(user, { code, ...wanted(), username })).json.code).toBe('ACCOUNT_EXISTS');
    expect((await link(user, { code, ...wanted(), password: 'password1' })).json.code).toBe('PASSWORD_TOO_COMMON');
    expect(await providersOf(user)).toEqual(['wechat']);
    const answers = await Promise.all(Array.from({ length: 5 }, () => link(user, { code, ...wanted() })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  });
});

describe('unlinking', () => {
  const unlink = (user: IdentityUser, provider: string) =>
    service.send('DELETE', `${identities}/${provider}`, { user });

  it('never takes the last one, also when both are taken at once', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    expect((await unlink(person.user, 'password')).json.code).toBe('IDENTITY_LAST');
    await linkWechat(person, { code });
    const answers = await Promise.all([unlink(person.user, 'password'), unlink(person.user, 'wechat')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await providersOf(person.user)).toHaveLength(1);
  });

  it('of the password frees its user name and address', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    await linkWechat(person, { code });
    expect((await unlink(person.user, 'password')).status).toBe(200);
    const { status, json } = await service.post('/api/v1/auth/register', person);
    expect(status).toBe(201);
    expect(json.id).not.toBe(person.user.id);
    expect((await logInByWechat(code)).id).toBe(person.user.id);
  });

  it('of WeChat makes the next login with it another user', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    await linkWechat(person, { code });
    await unlink(person.user, 'wechat');
    expect((await logInByWechat(code)).id).not.toBe(person.user.id);
  });

  it('ends the sessions that it opened, but the one that asks', async () => {
    const [person, code] = [await webPerson(service), newCode()];
    await linkWechat(person, { code });
    const [phone, other] = [await logInByWechat(code), await logInAs(service, person)];
    const ended = async () =>
      (await service.sql('SELECT id FROM session WHERE user_id = $1 AND revoked_at IS NOT NULL', [person.user.id])).map(
        ({ id }) => id,
      );
    expect((await unlink(person.user, 'wechat')).status).toBe(200);
    expect(await ended()).toEqual([phone.sessionId]);
    await linkWechat(person, { code });
    expect((await unlink(person.user, 'password')).status).toBe(200);
    expect((await ended()).sort()).toEqual([phone.sessionId, other.user.sessionId].sort());
  });

  it('of what is not there is 404', async () => {
    const person = await webPerson(service);
    expect((await unlink(person.user, 'wechat')).json.code).toBe('IDENTITY_NOT_FOUND');
    expect((await unlink(person.user, 'email')).status).toBe(400);
  });
});
