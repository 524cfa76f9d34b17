import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { finishedCard } from '../finished-card.fixture.js';
import { codeOf, mini, type PostcardServiceFixture, startFixture, words } from '../postcard-service.fixture.js';

let now = new Date('2026-11-22T04:00:00Z');
let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture({}, () => now);
}, 60_000);
afterEach(() => {
  now = new Date('2026-11-22T04:00:00Z');
});
afterAll(() => service.close());

const regenerate = (id: string, user: string, headers = {}) =>
  service.send('POST', `${mini}/postcards/${id}/regenerate`, { user, headers });
const remove = (id: string, user: string) => service.send('DELETE', `${mini}/postcards/${id}`, { user });
const finish = async (taskId: string, card = finishedCard()): Promise<string> => {
  await service.start(taskId, 1);
  return JSON.parse((await service.complete(taskId, 1, card)).text).card_id;
};
const galleryOf = async (user: string) => (await service.send('GET', `${mini}/postcards/user`, { user })).data.total;
const slotsOf = (user: string) =>
  service.sql('SELECT id, slot_held FROM task WHERE user_id = $1 ORDER BY created_at', [user]);

describe('regenerate', () => {
  it('makes another card of the same brief with a new seed, for one unit; the new one takes the slot', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    const { code, data } = await regenerate(cardId, user);
    expect(code).toBe(0);
    const next = String(data.task_id);
    expect(await service.quotaOf(user)).toMatchObject({
      can_generate: false,
      remaining_quota: 0,
      current_card_id: cardId,
    });
    const seeds = await service.sql('SELECT DISTINCT seed, brief FROM task WHERE user_id = $1', [user]);
    expect(new Set(seeds.map(({ seed }) => seed)).size).toBe(2);
    expect(new Set(seeds.map(({ brief }) => JSON.stringify(brief))).size).toBe(1);
    const newCard = await finish(next);
    expect(await service.quotaOf(user)).toMatchObject({ generated_count: 2, current_card_id: newCard });
    expect(await slotsOf(user)).toEqual([
      { id: taskId, slot_held: false },
      { id: next, slot_held: true },
    ]);
    expect(await galleryOf(user)).toBe(2);
    expect(codeOf(await regenerate(newCard, user))).toBe('QUOTA_USED_UP');
  });

  it('a failure gives the unit back and leaves the old card in its slot', async () => {
    const { user, cardId } = await service.makeCard();
    const taskId = String((await regenerate(cardId, user)).data.task_id);
    await service.start(taskId, 1);
    await service.fail(taskId, 1);
    expect(await service.quotaOf(user)).toMatchObject({ remaining_quota: 1, current_card_id: cardId });
    expect((await regenerate(cardId, user)).data.task_id).not.toBe(taskId);
  });

  it('nothing else begins meanwhile: not a create, and the same again is the same task', async () => {
    const { user, cardId } = await service.makeCard();
    const replies = await Promise.all(Array.from({ length: 20 }, () => regenerate(cardId, user)));
    expect(new Set(replies.map(({ data }) => data.task_id)).size).toBe(1);
    expect(codeOf(await service.create(user, { user_input: '另一张' }))).toBe('TASK_UNDER_WAY');
    expect((await service.create(user)).data.task_id).not.toBe(replies[0]?.data.task_id);
  });

  it('after its end the same card is made anew once more, by another task', async () => {
    const user = randomUUID();
    await service.send('POST', `/api/v1/admin/users/${user}/quota/grants`, {
      user: randomUUID(),
      role: 'admin',
      body: { units: 5, reason: 'spec' },
    });
    const { cardId } = await service.makeCard(undefined, user);
    const first = String((await regenerate(cardId, user)).data.task_id);
    const newCard = await finish(first);
    expect(codeOf(await regenerate(cardId, user))).toBe('SLOT_TAKEN');
    await remove(newCard, user);
    const second = await regenerate(cardId, user);
    expect(second.code).toBe(0);
    expect(second.data.task_id).not.toBe(first);
  });

  it('honours an idempotency key', async () => {
    const { user, cardId } = await service.makeCard();
    const key = { 'idempotency-key': 'again' };
    const first = String((await regenerate(cardId, user, key)).data.task_id);
    await finish(first);
    expect((await regenerate(cardId, user, key)).data.task_id).toBe(first);
    expect(codeOf(await service.create(user, words, key))).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('yesterday’s card counts on today, needs an empty slot, and leaves yesterday as it was', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    now = new Date('2026-11-23T04:00:00Z');
    const today = await service.makeCard(finishedCard(), user).catch(() => undefined);
    expect(today?.taskId).toBe(taskId);
    const other = String((await service.create(user, { user_input: '今天' })).data.task_id);
    const otherCard = await finish(other);
    expect(codeOf(await regenerate(cardId, user))).toBe('SLOT_TAKEN');
    await remove(otherCard, user);
    const newCard = await finish(String((await regenerate(cardId, user)).data.task_id));
    expect(await service.quotaOf(user)).toMatchObject({ current_card_id: newCard, generated_count: 2 });
    now = new Date('2026-11-22T05:00:00Z');
    expect(await service.quotaOf(user)).toMatchObject({ current_card_id: cardId, generated_count: 1 });
  });

  it('is refused, and charged nothing, where the lists have come to know the words since', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    await service.sql(
      `WITH u AS (UPDATE task SET brief = jsonb_set(brief, '{words}', '"今晚裸聊"') WHERE id = $1 RETURNING 1) SELECT 1`,
      [taskId],
    );
    const before = await service.quotaOf(user);
    expect(codeOf(await regenerate(cardId, user))).toBe('WORDS_REFUSED');
    expect(await service.quotaOf(user)).toEqual(before);
  });

  it('is for the owner of a living, finished card', async () => {
    const { user, cardId } = await service.makeCard();
    expect((await regenerate(cardId, randomUUID())).code).toBe(-403);
    await remove(cardId, user);
    expect(codeOf(await regenerate(cardId, user))).toBe('CARD_NOT_FOUND');
    const open = String((await service.create(user, { user_input: '新' })).data.task_id);
    expect(codeOf(await regenerate(open, user))).toBe('CARD_NOT_READY');
  });

  it('a card that is deleted while it is made anew leaves the slot to the new one', async () => {
    const { user, cardId } = await service.makeCard();
    const taskId = String((await regenerate(cardId, user)).data.task_id);
    expect((await remove(cardId, user)).code).toBe(0);
    expect(codeOf(await service.create(user, { user_input: '插队' }))).toBe('TASK_UNDER_WAY');
    const newCard = await finish(taskId);
    expect(await service.quotaOf(user)).toMatchObject({ current_card_id: newCard, can_generate: false });
  });
});

describe('a degraded card', () => {
  const degraded = finishedCard({ degraded: true });

  it('is made anew for free, once, and the ledger says why', async () => {
    const { user, cardId } = await service.makeCard(degraded);
    const before = await service.quotaOf(user);
    const taskId = String((await regenerate(cardId, user)).data.task_id);
    expect(await service.quotaOf(user)).toMatchObject({ remaining_quota: before.remaining_quota });
    const newCard = await finish(taskId, degraded);
    expect(await service.quotaOf(user)).toMatchObject({ remaining_quota: 1, max_daily_quota: 3 });
    // What was free gives nothing free: it costs the unit that is left.
    await regenerate(newCard, user);
    expect(await service.quotaOf(user)).toMatchObject({ remaining_quota: 0 });
    const entries = await service.sql(
      `SELECT kind, units, card_id FROM quota_entry WHERE user_id = $1 AND kind = 'grant'`,
      [user],
    );
    expect(entries).toEqual([{ kind: 'grant', units: 1, card_id: cardId }]);
  });

  it('is free also on a used-up day; a failure leaves the unit for another try', async () => {
    const { user, cardId } = await service.makeCard();
    await remove(cardId, user);
    const second = String((await service.create(user, { user_input: '第二张' })).data.task_id);
    const poor = await finish(second, degraded);
    const taskId = String((await regenerate(poor, user)).data.task_id);
    await service.start(taskId, 1);
    await service.fail(taskId, 1);
    expect((await regenerate(poor, user)).code).toBe(0);
  });
});

describe('the schema refuses', () => {
  const refused = (statement: string, values: unknown[] = []) =>
    service.sql(`WITH done AS (${statement} RETURNING 1) SELECT 1`, values);

  it('a regeneration that holds a slot before it completes, and a card of somebody else', async () => {
    const { user, cardId } = await service.makeCard();
    const taskId = String((await regenerate(cardId, user)).data.task_id);
    await expect(refused('UPDATE task SET slot_held = true WHERE id = $1', [taskId])).rejects.toThrow(
      /has left its slot|one_live_slot/,
    );
    await expect(refused('UPDATE task SET regenerates = NULL WHERE id = $1', [taskId])).rejects.toThrow('are fixed');
    const other = await service.makeCard();
    await expect(
      refused(
        `INSERT INTO quota_entry (user_id, quota_date, kind, reason, card_id)
           SELECT user_id, quota_date, 'grant', 'mine', $2 FROM task WHERE id = $1`,
        [taskId, other.cardId],
      ),
    ).rejects.toThrow('foreign key');
  });
});
