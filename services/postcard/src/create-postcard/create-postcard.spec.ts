import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { helpPages } from '@mojian/safety/help-page.data';
import { waitFor } from '@mojian/testing/wait-for';
import { mini, type PostcardServiceFixture, startFixture, words } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

const quotaOf = async (user: string) => (await service.send('GET', `${mini}/users/${user}/quota`, { user })).data;
const codeOf = ({ headers }: { headers: Headers }) => headers.get('x-error-code');

describe('create', () => {
  it('answers with a pending task, reserves a unit and hands the job to the queue', async () => {
    const user = randomUUID();
    const { status, code, data } = await service.create(user);
    expect([status, code]).toEqual([200, 0]);
    expect(data).toMatchObject({ status: 'pending', user_id: user, estimated_time: expect.any(Number) });
    const taskId = String(data.task_id);
    await waitFor(() => service.jobs.has(taskId), { what: 'the job to be in the queue' });
    expect(await quotaOf(user)).toMatchObject({
      can_generate: false,
      remaining_quota: 1,
      generated_count: 1,
      current_card_exists: false,
    });
    const started = JSON.parse((await service.start(taskId, 1)).text);
    expect(started).toMatchObject({ user_id: user, brief: { words: words.user_input, language: 'zh' } });
  });

  it('is one task for the same body, whoever asks how often', async () => {
    const user = randomUUID();
    const replies = await Promise.all(Array.from({ length: 50 }, () => service.create(user)));
    expect(new Set(replies.map(({ data }) => data.task_id)).size).toBe(1);
    const reordered = await service.create(user, { style: null, ...words, unknown: 1 });
    expect(reordered.data.task_id).toBe(replies[0]?.data.task_id);
    expect((await quotaOf(user)).generated_count).toBe(1);
  }, 30_000);

  it('accepts exactly one of 100 different bodies at once', async () => {
    const user = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) => service.create(user, { user_input: `第${index}句` })),
    );
    expect(replies.filter(({ code }) => code === 0)).toHaveLength(1);
    const refused = replies.filter(({ code }) => code !== 0);
    expect(new Set(refused.map((reply) => `${reply.status} ${reply.code} ${codeOf(reply)}`))).toEqual(
      new Set(['200 -1 TASK_UNDER_WAY']),
    );
    expect(refused[0]?.message).not.toMatch(/超出|次数|配额|quota|limit/i);
  }, 30_000);

  it('the same body is the same task for ten minutes after its end, while its card lives', async () => {
    const { user, taskId, cardId } = await service.makeCard();
    const again = await service.create(user);
    expect(again.data).toMatchObject({ task_id: taskId, status: 'completed' });
    const other = await service.create(user, { user_input: '再来一张' });
    expect([other.status, other.code, codeOf(other)]).toEqual([200, -1, 'SLOT_TAKEN']);
    await service.send('DELETE', `${mini}/postcards/${cardId}`, { user });
    const anew = await service.create(user);
    expect(anew.code).toBe(0);
    expect(anew.data.task_id).not.toBe(taskId);
  });

  it('after a failure the same body is a new task', async () => {
    const user = randomUUID();
    const first = String((await service.create(user)).data.task_id);
    await service.start(first, 1);
    await service.fail(first, 1);
    const second = await service.create(user);
    expect(second.code).toBe(0);
    expect(second.data.task_id).not.toBe(first);
  });

  it('says by 次数 that the day is used up', async () => {
    const { user, cardId } = await service.makeCard();
    await service.send('DELETE', `${mini}/postcards/${cardId}`, { user });
    const second = String((await service.create(user, { user_input: '第二张' })).data.task_id);
    await service.start(second, 1);
    const card = JSON.parse((await service.complete(second, 1)).text).card_id;
    await service.send('DELETE', `${mini}/postcards/${card}`, { user });
    const third = await service.create(user, { user_input: '第三张' });
    expect([third.code, codeOf(third)]).toEqual([-1, 'QUOTA_USED_UP']);
    expect(third.message).toContain('次数');
    expect(await quotaOf(user)).toMatchObject({ can_generate: false, remaining_quota: 0, generated_count: 2 });
  });

  it('an idempotency key belongs to a user and a body', async () => {
    const user = randomUUID();
    const key = { 'idempotency-key': 'k-1' };
    const first = await service.create(user, words, key);
    expect((await service.create(user, words, key)).data.task_id).toBe(first.data.task_id);
    const other = await service.create(user, { user_input: '另一句' }, key);
    expect([other.status, other.code, codeOf(other)]).toEqual([200, -1, 'IDEMPOTENCY_MISMATCH']);
    expect((await service.create(randomUUID(), { user_input: '另一句' }, key)).code).toBe(0);
    const long = await service.create(user, words, { 'idempotency-key': 'k'.repeat(256) });
    expect([long.status, long.code]).toEqual([400, 400]);
  });

  it.each([
    ['empty text', { user_input: '' }],
    ['text of 2001 characters', { user_input: '雨'.repeat(2001) }],
    ['an image that is no data URL', { ...words, emotion_image_base64: 'http://example.com/a.png' }],
  ])('refuses %s as invalid, and it costs nothing', async (_, body) => {
    const user = randomUUID();
    const { status, code } = await service.create(user, body);
    expect([status, code]).toEqual([400, 400]);
    expect((await quotaOf(user)).generated_count).toBe(0);
  });

  it.each([
    ['我真的不想活了', 'NEEDS_HELP', { help: helpPages.zh }],
    ['I want to die. It never stops.', 'NEEDS_HELP', { help: helpPages.en }],
    ['今晚约*炮吗', 'WORDS_REFUSED', { category: 'sexual' }],
  ])('refuses %j as %s, and it costs nothing', async (text, code, details) => {
    const user = randomUUID();
    const reply = await service.create(user, { user_input: text });
    expect([reply.status, reply.code, codeOf(reply)]).toEqual([200, -1, code]);
    expect(JSON.parse(reply.text).details).toEqual(details);
    expect(await quotaOf(user)).toMatchObject({ can_generate: true, generated_count: 0 });
    const rows = await service.sql('SELECT 1 FROM task WHERE user_id = $1', [user]);
    expect(rows).toEqual([]);
    expect(JSON.stringify(service.log)).not.toContain(text);
  });

  it('offers help also to somebody whose day is used up, or whose card is being made', async () => {
    const user = randomUUID();
    expect((await service.create(user)).code).toBe(0);
    expect(codeOf(await service.create(user, { user_input: '我想死' }))).toBe('NEEDS_HELP');
  });

  it.each([{ recipient_name: '傻逼' }, { context: { location: '线上赌场' } }])(
    'reads what else would stand on the card: %j',
    async (more) => {
      expect(codeOf(await service.create(randomUUID(), { ...words, ...more }))).toBe('WORDS_REFUSED');
    },
  );

  it.each(['想死你了', '累死了，气死我了，抱抱', '我不会想死，只是有点难过'])('makes a card of %j', async (text) => {
    expect((await service.create(randomUUID(), { user_input: text })).code).toBe(0);
  });

  it('another user’s quota is nobody’s business', async () => {
    const reply = await service.send('GET', `${mini}/users/${randomUUID()}/quota`, { user: randomUUID() });
    expect([reply.status, reply.code, codeOf(reply)]).toEqual([200, -403, 'NOT_OWNER']);
  });

  it('is not there for somebody who comes past the gateway, nor the worker’s routes for the gateway', async () => {
    const bare = await service.send('GET', `${mini}/postcards/user`, { headers: { 'x-internal-identity': 'x.y' } });
    expect(bare.status).toBe(401);
    const path = `/internal/tasks/${randomUUID()}/start`;
    expect((await service.send('POST', path, { body: { fence: 1 }, caller: 'gateway' })).status).toBe(404);
  });
});
