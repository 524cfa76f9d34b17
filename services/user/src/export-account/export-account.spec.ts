import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { lostCard, type PostcardServer, startPostcardServer } from '../postcard-server.fixture.js';
import { identityKey, startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { type WebPerson, webPerson } from '../web-person.fixture.js';
import { readArchive } from './read-archive.fixture.js';

const path = '/api/v1/users/me/export';
let service: UserServiceFixture;
let postcard: PostcardServer;

beforeAll(async () => {
  postcard = await startPostcardServer({ identityKey, capsuleSize: 300_000 });
  service = await startFixture({ POSTCARD_SERVICE_URL: postcard.url, WECHAT_MOCK_LOGIN: 'true' });
}, 60_000);
afterAll(async () => {
  await service.close();
  await postcard.close();
});
beforeEach(() => {
  postcard.mood = () => 'well';
});

const ask = ({ user }: WebPerson) => service.ask('GET', path, { user });
const download = async (person: WebPerson) => {
  const response = await ask(person);
  expect(response.status).toBe(200);
  const files = readArchive(Buffer.from(await response.arrayBuffer()));
  return { response, files, text: (name: string) => files[name]?.toString('utf8') ?? '' };
};

describe('the archive of one’s own data', () => {
  it('holds account, logins, keys, activity and every card', async () => {
    const person = await webPerson(service);
    const titles = Array.from({ length: 9 }, (_, index) => `卡片 ${index}`);
    postcard.cards.set(person.user.id, titles);
    await service.post('/api/v1/api-keys', { name: 'my script', scopes: ['postcard:read'] }, person.user);
    const { response, files, text } = await download(person);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="mojian-\d{4}-\d\d-\d\d\.zip"$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const pages = titles.map(
      (_, index) => `cards/2025-11-20-00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    expect(Object.keys(files).sort()).toEqual(
      [
        '说明-README.txt',
        'account.json',
        'identities.json',
        'sessions.csv',
        'activity.csv',
        'api-keys.csv',
        'cards.json',
        'uploads/2025-11-21-00000000-0000-4000-8000-000000000000.png',
        'uploads/2025-11-21-00000000-0000-4000-8000-000000000002.png',
        ...pages.flatMap((page, index) => [`${page}.html`, `${page}.json`, ...(index % 2 ? [] : [`${page}.jpg`])]),
      ].sort(),
    );
    expect(JSON.parse(text('account.json'))).toMatchObject({ username: person.username, email: person.email });
    expect(JSON.parse(text('identities.json'))).toMatchObject([{ provider: 'password' }]);
    expect(JSON.parse(text('cards.json'))).toHaveLength(9);
    expect(text(`${pages[3]}.html`)).toContain('<title>卡片 3</title>');
    expect(JSON.parse(text(`${pages[3]}.json`))).toMatchObject({ brief: { user_input: '卡片 3' } });
    expect(files[`${pages[0]}.jpg`]?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(text('sessions.csv')).toContain(person.user.sessionId);
    expect(text('activity.csv')).toContain('"account.login"');
    expect(text('api-keys.csv')).toContain('"my script"');
    expect(text('api-keys.csv')).not.toContain('key_hash');
  });

  it('goes without the file of a card that is lost, and says so', async () => {
    const person = await webPerson(service);
    postcard.cards.set(person.user.id, ['有', lostCard]);
    const { files, text } = await download(person);
    expect(Object.keys(files).filter((name) => name.endsWith('.html'))).toHaveLength(1);
    expect(JSON.parse(text('cards.json'))).toMatchObject([{ page: true }, { page: false }]);
  });

  it('is of nobody but the caller', async () => {
    const [person, other] = [await webPerson(service), await webPerson(service)];
    const { text } = await download(person);
    for (const name of ['account.json', 'sessions.csv', 'activity.csv']) {
      expect(text(name)).not.toContain(other.user.id);
      expect(text(name)).not.toContain(String(other.user.sessionId));
    }
  });

  it('C11: names that are formulas are text in its tables', async () => {
    const person = await webPerson(service);
    const name = `=HYPERLINK("http://evil.example")`;
    await service.post('/api/v1/api-keys', { name, scopes: ['postcard:read'] }, person.user);
    const { text } = await download(person);
    expect(text('api-keys.csv')).toContain(`,"'=HYPERLINK(""http://evil.example"")",`);
    for (const table of ['sessions.csv', 'activity.csv', 'api-keys.csv']) {
      expect(text(table).charCodeAt(0)).toBe(0xfeff);
      expect(text(table)).not.toMatch(/(?:^|,)"?[=+\-@]/m);
    }
  });

  it('has all of a long activity', async () => {
    const person = await webPerson(service);
    await service.sql(
      `SELECT audit.append(jsonb_agg(jsonb_build_object('service', 'user', 'action', 'spec.' || n, 'operation',
         'data_access', 'result', 'success', 'actor', 'user', 'user_id', $1::text, 'details', '{}'::jsonb)))
         FROM generate_series(1, 1300) AS n`,
      [person.user.id],
    );
    const rows = (await download(person)).text('activity.csv').match(/"spec\.\d+"/g) ?? [];
    expect(new Set(rows).size).toBe(1300);
    expect(rows).toHaveLength(1300);
  });

  it('is 502 before the first byte where the cards cannot be asked for', async () => {
    const person = await webPerson(service);
    postcard.mood = () => 'gone';
    const response = await ask(person);
    expect([response.status, response.headers.get('x-error-code')]).toEqual([502, 'UPSTREAM_UNREACHABLE']);
  });

  it.each(['failing', 'gone'] as const)(
    'breaks off, and never ends well, where the postcard service is %s half-way',
    async (mood) => {
      const person = await webPerson(service);
      postcard.cards.set(
        person.user.id,
        Array.from({ length: 9 }, (_, index) => `卡片 ${index}`),
      );
      let pages = 0;
      postcard.mood = () => {
        pages += 1;
        return pages === 2 ? mood : 'well';
      };
      const response = await ask(person);
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow();
    },
  );

  it('asks for no more cards once the reader has gone', async () => {
    const person = await webPerson(service);
    postcard.cards.set(
      person.user.id,
      Array.from({ length: 400 }, (_, index) => `卡片 ${index}`),
    );
    const asked = () => postcard.asked.filter((question) => question === `GET ${person.user.id}`).length;
    const response = await ask(person);
    await waitFor(() => asked() > 1, { what: 'the second page' });
    await response.body?.cancel();
    const before = asked();
    await download(await webPerson(service));
    expect(asked() - before).toBeLessThan(5);
    expect(service.log.filter(({ message, level }) => level === 'error' && message === 'request.failed')).toEqual([]);
  });
});
