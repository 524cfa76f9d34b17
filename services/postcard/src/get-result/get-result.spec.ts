import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CardResult } from '@mojian/contracts/card-result';
import { cardBytes, finishedCard } from '../finished-card.fixture.js';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture({ POSTCARD_DAILY_LIMIT: '10' });
}, 60_000);
afterAll(() => service.close());

const result = (id: string, user: string, query = '') =>
  service.send('GET', `${mini}/postcards/result/${id}${query}`, { user });
const codeOf = ({ headers }: { headers: Headers }) => headers.get('x-error-code');
const pathOf = (url: unknown): string => {
  const { pathname, search } = new URL(String(url));
  return pathname + search;
};

describe('result', () => {
  it('is whole, by card id and by task id', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    const byTask = await result(taskId, user);
    const card = CardResult.parse(byTask.data);
    expect(card).toMatchObject({
      id: cardId,
      postcard_id: cardId,
      task_id: taskId,
      card_title: '雨落西湖',
      content: '今天下雨。',
      mood_primary: 'longing',
      frontend_code: cardBytes.page.toString(),
      card_html: null,
      has_interactive: true,
    });
    expect(CardResult.parse((await result(cardId, user)).data).id).toBe(cardId);
    expect((await result(cardId, user, '?include=html')).data.card_html).toBe(cardBytes.page.toString());
  });

  it('its pictures are absolute, signed URLs, also inside its data, and they open', async () => {
    const { user, cardId } = await service.makeCard();
    const { data } = await result(cardId, user);
    const { visual } = finishedCard().structured_data;
    expect(visual).not.toEqual(Object(data.structured_data).visual);
    for (const url of [
      data.image_url,
      data.visual_background_image,
      Object(data.structured_data).visual.background_image_url,
    ]) {
      expect(url).toMatch(/^http:\/\/mojian\.test:8083\/media\/[0-9a-f]{64}\.jpg\?e=\d+&s=/);
      const picture = await service.open('GET', pathOf(url));
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(Buffer.from(await picture.arrayBuffer())).toEqual(cardBytes.picture);
    }
    const poster = await service.open('GET', pathOf(data.preview_url));
    expect(Buffer.from(await poster.arrayBuffer())).toEqual(cardBytes.poster);
  });

  it('a picture needs its own signature', async () => {
    const { user, cardId } = await service.makeCard();
    const { data } = await result(cardId, user);
    const path = pathOf(data.image_url);
    const other = `/media/${'b'.repeat(64)}.jpg${path.slice(path.indexOf('?'))}`;
    for (const wrong of [path.replace(/s=.{4}/, 's=AAAA'), path.replace(/e=\d/, 'e=9'), other]) {
      const reply = await service.send('GET', wrong);
      expect([reply.status, codeOf(reply)]).toEqual([403, 'LINK_REFUSED']);
    }
  });

  it('is not there before its time, nor for others', async () => {
    const user = randomUUID();
    const taskId = String((await service.create(user)).data.task_id);
    expect(codeOf(await result(taskId, user))).toBe('CARD_NOT_READY');
    expect(codeOf(await result(randomUUID(), user))).toBe('CARD_NOT_FOUND');
    const mine = await service.makeCard();
    for (const id of [mine.cardId, mine.taskId, taskId]) {
      const reply = await result(id, randomUUID());
      expect([reply.status, reply.code, reply.data]).toEqual([200, -403, {}]);
    }
  });

  it('leaves a document out that a phone could not hold', async () => {
    const page = { ...finishedCard().page, bytes: 512 * 1024 + 1 };
    const { user, cardId } = await service.makeCard(finishedCard({ page }));
    expect((await result(cardId, user)).data.frontend_code).toBeNull();
  });

  it('gives words and pictures even when the page is lost', async () => {
    const page = { ...finishedCard().page, hash: 'f'.repeat(64) };
    const { user, cardId } = await service.makeCard(finishedCard({ page }));
    const { data } = await result(cardId, user, '?include=html');
    expect(data).toMatchObject({ card_title: '雨落西湖', frontend_code: null, card_html: null });
  });
});

describe('list and delete', () => {
  const list = async (user: string, query = '') =>
    (await service.send('GET', `${mini}/postcards/user?_t=1${query}`, { user })).data;
  const remove = (id: string, user: string) => service.send('DELETE', `${mini}/postcards/${id}`, { user });

  it('lists finished cards, newest first, with the count of all', async () => {
    const user = randomUUID();
    const ids: string[] = [];
    for (const index of [1, 2, 3]) {
      const taskId = String((await service.create(user, { user_input: `第${index}句` })).data.task_id);
      await service.start(taskId, 1);
      ids.unshift(JSON.parse((await service.complete(taskId, 1)).text).card_id);
      await service.sql('WITH u AS (UPDATE task SET slot_held = false WHERE id = $1 RETURNING 1) SELECT 1', [taskId]);
    }
    const first = await list(user, '&page=1&limit=2');
    expect(first).toMatchObject({ page: 1, limit: 2, total: 3 });
    const second = await list(user, '&page=2&limit=2');
    const listed = [first.postcards, second.postcards].flatMap((cards) => (Array.isArray(cards) ? cards : []));
    expect(listed.map(({ id }) => id)).toEqual(ids);
    expect(JSON.stringify(listed)).not.toContain('<!doctype');
    expect(await list(randomUUID())).toMatchObject({ postcards: [], total: 0 });
    await remove(String(ids[1]), user);
    expect((await list(user)).total).toBe(2);
  });

  it('delete frees the slot, never the count, and only of the card that holds it', async () => {
    const { user, cardId } = await service.makeCard();
    expect((await remove(cardId, user)).data).toEqual({ postcard_id: cardId, deleted_by: user });
    const quota = async () => (await service.send('GET', `${mini}/users/${user}/quota`, { user })).data;
    expect(await quota()).toMatchObject({ can_generate: true, generated_count: 1, remaining_quota: 9 });
    expect(codeOf(await remove(cardId, user))).toBe('CARD_NOT_FOUND');
    await service.create(user, { user_input: '下一张' });
    expect(codeOf(await remove(cardId, user))).toBe('CARD_NOT_FOUND');
    expect(await quota()).toMatchObject({ can_generate: false });
  });

  it('another’s card stays', async () => {
    const { user, cardId } = await service.makeCard();
    expect((await remove(cardId, randomUUID())).code).toBe(-403);
    expect((await result(cardId, user)).code).toBe(0);
  });
});
