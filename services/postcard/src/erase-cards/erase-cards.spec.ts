import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture({ POSTCARD_DAILY_LIMIT: '9' });
}, 60_000);
afterAll(() => service.close());

/** One pixel of this shade. */
const gif = (shade: number): string =>
  Buffer.concat([
    Buffer.from('GIF89a\x01\0\x01\0\x80\0\0', 'latin1'),
    Buffer.from([shade, shade, shade, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]).toString('base64');
const upload = async (user: string, shade: number): Promise<URL> => {
  const { data } = await service.send('POST', `${mini}/upload/emotion-image-base64`, {
    user,
    body: { image_base64: gif(shade) },
  });
  return new URL(String(data.image_url));
};
const statusAt = async ({ pathname, search }: URL): Promise<number> =>
  (await service.open('GET', pathname + search)).status;
const erase = async (user: string): Promise<unknown> =>
  JSON.parse((await service.send('DELETE', `/internal/users/${user}/cards`, { caller: 'user' })).text);
const read = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse((await service.send('GET', path, { caller: 'user' })).text);
const page = (user: string, query = '') => read(`/internal/users/${user}/cards${query}`);

const change = (statement: string, user: string) =>
  service.sql(`WITH changed AS (${statement} RETURNING 1) SELECT count(*) FROM changed`, [user]);

/** All that is stored of a user. */
const storedOf = async (user: string): Promise<string> => {
  const cards = 'SELECT id FROM postcards.postcard WHERE user_id = $1';
  const rows = await Promise.all([
    ...['task', 'postcard', 'upload'].map((table) =>
      service.sql(`SELECT * FROM postcards.${table} WHERE user_id = $1`, [user]),
    ),
    service.sql(`SELECT * FROM postcards.card_report WHERE card_id IN (${cards})`, [user]),
  ]);
  return JSON.stringify(rows);
};

/** A finished card of these words; the slot is free for the next. */
async function makeCard(user: string, user_input: string): Promise<string> {
  const taskId = String((await service.create(user, { user_input })).data.task_id);
  await service.start(taskId, 1);
  const settled = JSON.parse((await service.complete(taskId, 1)).text);
  await change('UPDATE postcards.task SET slot_held = false WHERE user_id = $1', user);
  return String(settled.card_id);
}

/** A user with two cards, of which one is deleted, an open task, a link with a report, and an upload. */
async function settleDown() {
  const user = randomUUID();
  const first = await makeCard(user, '西湖的第一句');
  await service.send('DELETE', `${mini}/postcards/${first}`, { user });
  const second = await makeCard(user, '西湖的第二句');
  const share = await service.send('POST', `${mini}/postcards/${second}/share`, { user });
  const slug = String(share.data.slug);
  await service.send('POST', `/c/${slug}/report`, { body: { reason: 'private', note: '这里写着我的名字' } });
  const open = String((await service.create(user, { user_input: '还没做完的一句' })).data.task_id);
  return { user, slug, open };
}

describe('the archive of an account', () => {
  it('has the living cards of its owner, a page at a time, with all that was told and made', async () => {
    const user = randomUUID();
    const ids = [await makeCard(user, '今天西湖下雨，想起你。'), await makeCard(user, '又下雨了')];
    await service.makeCard();
    const first = await page(user, '?count=1');
    expect(first).toEqual({
      cards: [
        {
          card: expect.objectContaining({
            id: ids[0],
            structured_data: expect.objectContaining({ title: '雨落西湖' }),
          }),
          brief: expect.objectContaining({ words: '今天西湖下雨，想起你。' }),
          capsule: expect.stringContaining('<iframe sandbox="allow-scripts"'),
          poster: Buffer.from('poster of a card').toString('base64'),
        },
      ],
      next: ids[0],
    });
    expect(await page(user, `?count=1&after=${ids[0]}`)).toMatchObject({ cards: [{ card: { id: ids[1] } }] });
    expect(await page(user, `?count=5&after=${ids[1]}`)).toEqual({ cards: [], next: null });
    expect(await page(randomUUID(), `?count=5&after=${ids[0]}`)).toEqual({ cards: [], next: null });
  });

  it('has the uploads of its owner', async () => {
    const user = randomUUID();
    await upload(user, 1);
    expect(await read(`/internal/users/${user}/uploads`)).toEqual({
      uploads: [{ id: expect.any(String), created_at: expect.any(String), picture: expect.stringMatching(/^iVBOR/) }],
      next: null,
    });
  });

  it('is nobody’s but the user service’s', async () => {
    const user = randomUUID();
    const asked = await service.send('GET', `/internal/users/${user}/cards`, { user });
    const erased = await service.send('DELETE', `/internal/users/${user}/cards`, { user });
    expect([asked.status, erased.status]).toEqual([401, 401]);
  });
});

describe('the end of an account', () => {
  it('leaves no word, no link and no open task, gives the unit back and keeps the ledger', async () => {
    const { user, slug, open } = await settleDown();
    const before = await service.sql('SELECT id FROM postcards.quota_entry WHERE user_id = $1', [user]);
    await service.start(open, 1);
    expect(await storedOf(user)).toMatch(/西湖.*还没做完.*我的名字|还没做完.*西湖.*我的名字/);
    expect(await erase(user)).toEqual({ cards: 2, tasks: 3 });
    expect(await storedOf(user)).not.toMatch(/西湖|还没做完|我的名字/);
    expect((await service.open('GET', `/c/${slug}`)).status).toBe(404);
    expect(await page(user)).toEqual({ cards: [], next: null });
    const tasks = await service.sql('SELECT status, fence, brief FROM postcards.task WHERE id = $1', [open]);
    expect(tasks).toEqual([{ status: 'failed', fence: 2, brief: {} }]);
    expect((await service.complete(open, 1)).status).toBe(409);
    const after = await service.sql('SELECT id FROM postcards.quota_entry WHERE user_id = $1', [user]);
    expect(after).toHaveLength(before.length + 1);
    const day = await service.sql('SELECT reserved, spent FROM postcards.quota_day WHERE user_id = $1', [user]);
    expect(day).toEqual([{ reserved: 0, spent: 2 }]);
  });

  it('can be asked for again and says so, and is in the audit once, naming nobody', async () => {
    const { user } = await settleDown();
    await erase(user);
    expect(await erase(user)).toEqual({ cards: 0, tasks: 0 });
    const rows = await service.sql(
      `SELECT after, subject FROM audit.entry WHERE action = 'personal-data.erase-cards' AND after @> '{"cards":2,"tasks":3}'
        ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ after: expect.objectContaining({ failed: 1 }), subject: null }]);
  });

  it('takes the files that nobody else has', async () => {
    const [mine, other] = [randomUUID(), randomUUID()];
    const [picture] = [await upload(mine, 2), await upload(other, 2)];
    await erase(mine);
    expect(await statusAt(picture)).toBe(200);
    await erase(other);
    expect(await statusAt(picture)).toBe(404);
  });

  it('goes on where an earlier call stopped', async () => {
    const { user } = await settleDown();
    await change('UPDATE postcards.postcard SET deleted_at = now() WHERE user_id = $1', user);
    expect(await erase(user)).toEqual({ cards: 2, tasks: 3 });
  });
});
