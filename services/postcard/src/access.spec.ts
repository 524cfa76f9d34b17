import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '@mojian/service-kit/start-service';
import { waitFor } from '@mojian/testing/wait-for';
import {
  askService,
  codeOf,
  mini,
  type PostcardServiceFixture,
  startFixture,
  words,
} from './postcard-service.fixture.js';

let service: PostcardServiceFixture;
let second: RunningService;
beforeAll(async () => {
  service = await startFixture({ POSTCARD_DAILY_LIMIT: '1000' });
  second = await service.startAnother();
}, 60_000);
afterAll(async () => {
  await second.close();
  await service.close();
});

const pathOf = (url: unknown): string => {
  const { pathname, search } = new URL(String(url));
  return pathname + search;
};

describe('what belongs to somebody', () => {
  it('C1: is −403 for anybody else on mini, whatever they ask, admins too', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    const asked = [
      ['GET', `/postcards/status/${taskId}`],
      ['GET', `/postcards/events/${taskId}`],
      ['GET', `/postcards/result/${cardId}`],
      ['GET', `/postcards/result/${taskId}`],
      ['DELETE', `/postcards/${cardId}`],
      ['DELETE', `/postcards/${taskId}`],
      ['POST', `/postcards/${cardId}/share`],
      ['DELETE', `/postcards/${cardId}/share`],
      ['POST', `/postcards/${cardId}/regenerate`],
      ['GET', `/users/${user}/quota`],
    ] as const;
    for (const [method, path] of asked) {
      for (const role of ['user', 'admin'] as const) {
        const reply = await service.send(method, mini + path, { user: randomUUID(), role });
        expect([path, reply.status, reply.code, codeOf(reply), reply.data]).toEqual([path, 200, -403, 'NOT_OWNER', {}]);
      }
      expect((await service.send(method, mini + path)).status).toBe(401);
    }
    expect((await service.send('GET', `${mini}/postcards/result/${cardId}`, { user })).code).toBe(0);
  });

  it('C1: unknown ids are told apart from foreign ones only by what a guesser knows already', async () => {
    const user = randomUUID();
    for (const [path, code] of [
      [`/postcards/status/${randomUUID()}`, 'TASK_NOT_FOUND'],
      [`/postcards/result/${randomUUID()}`, 'CARD_NOT_FOUND'],
    ] as const)
      expect(codeOf(await service.send('GET', mini + path, { user }))).toBe(code);
  });

  it('C2: an id in body or query that contradicts the token is not listened to', async () => {
    const [user, victim] = [randomUUID(), randomUUID()];
    const body = { ...words, user_id: victim, userId: victim, quota_date: '2020-01-01', status: 'completed', fence: 9 };
    const { code, data } = await service.send('POST', `${mini}/postcards/create?user_id=${victim}`, {
      user,
      body,
      headers: { 'x-user-id': victim },
    });
    expect([code, data.user_id, data.status]).toEqual([0, user, 'pending']);
    expect(await service.sql('SELECT 1 FROM task WHERE user_id = $1', [victim])).toEqual([]);
    const list = await service.send('GET', `${mini}/postcards/user?user_id=${victim}`, { user });
    expect(list.data).toMatchObject({ total: 0 });
  });
});

describe('malformed input', () => {
  it('C5: doubled, nested and odd parameters are 400 or their default, never an error of ours', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    const odd = ['1&wait=2', '1e309', '-0', '9007199254740993', '\u0000', '[]=1', 'NaN', '{"$ne":1}'];
    for (const value of odd)
      expect(
        (await service.send('GET', encodeURI(`${mini}/postcards/status/${taskId}?wait=${value}`), { user })).status,
      ).toBe(200);
    for (const id of ['1', '[object Object]', `${cardId}%00`, `${cardId}'--`, '%F0%9F%92%A3', `{${cardId}}`])
      expect((await service.send('GET', `${mini}/postcards/result/${encodeURIComponent(id)}`, { user })).status).toBe(
        400,
      );
    for (const body of ['[]', '"x"', 'null', '{"user_input":["a"]}', '{"user_input":{"$ne":""}}', '{"user_input":1}'])
      expect((await service.send('POST', `${mini}/postcards/create`, { user, body })).status).toBe(400);
    const doubled = `${mini}/postcards/result/${cardId}?include=html&include=html`;
    expect((await service.send('GET', doubled, { user })).status).toBe(400);
  });

  it('C15: pages are bounded, for people and for admins', async () => {
    const { user } = await service.makeCard();
    const list = (query: string) => service.send('GET', `${mini}/postcards/user?${query}`, { user });
    expect((await list('limit=1e9&page=1')).data).toMatchObject({ limit: 10, total: 1 });
    expect((await list('limit=-1&page=0')).data).toMatchObject({ limit: 10, page: 1 });
    expect((await list('sort=password_hash&order=desc;drop')).code).toBe(0);
    for (const query of ['page_size=1000', 'page=-1', 'page_size=1e9', 'page=1e309', 'status=open', 'user_id=1'])
      expect((await service.send('GET', `/api/v1/admin/tasks?${query}`, { user, role: 'admin' })).status).toBe(400);
  });
});

describe('after a delete', () => {
  it('I6: the list of either process is without the card at once, and is kept by nobody', async () => {
    const user = randomUUID();
    const other = askService(second.port);
    for (let round = 0; round < 50; round += 1) {
      const body = { user_input: `第${round}句` };
      const taskId = String((await service.create(user, body)).data.task_id);
      await service.start(taskId, 1);
      const cardId = JSON.parse((await service.complete(taskId, 1)).text).card_id;
      const [one, two] = round % 2 ? [service, other] : [other, service];
      expect((await two.send('GET', `${mini}/postcards/user`, { user })).data.total).toBe(1);
      await one.send('DELETE', `${mini}/postcards/${cardId}`, { user });
      for (const asked of [one, two]) {
        const { data } = await asked.send('GET', `${mini}/postcards/user`, { user });
        expect(data).toMatchObject({ total: 0, postcards: [] });
      }
    }
  }, 60_000);

  it('I7: its pictures are gone within a second, unless a living card has them too', async () => {
    const { user, cardId } = await service.makeCard();
    const twin = await service.makeCard();
    const { data } = await service.send('GET', `${mini}/postcards/result/${cardId}`, { user });
    const picture = () => service.open('GET', pathOf(data.image_url));
    expect((await picture()).headers.get('cache-control')).toMatch(/^private/);
    await service.send('DELETE', `${mini}/postcards/${cardId}`, { user });
    await service.sql(
      `WITH u AS (UPDATE postcard SET deleted_at = now() WHERE id <> $1 AND deleted_at IS NULL RETURNING 1) SELECT 1`,
      [twin.cardId],
    );
    expect((await picture()).status).toBe(200);
    await service.send('DELETE', `${mini}/postcards/${twin.cardId}`, { user: twin.user });
    await waitFor(async () => (await picture()).status === 404, { what: 'the picture to be gone', timeoutMs: 1500 });
  });
});
