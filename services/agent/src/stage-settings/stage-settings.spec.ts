import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listStageSettings } from '@mojian/contracts/routes/stage-setting.routes';
import { waitFor } from '@mojian/testing/wait-for';
import { type AgentServiceFixture, startFixture } from '../agent-service.fixture.js';
import { openRuns } from '../data/open-runs.js';
import { promptTexts } from '../models/check-setting.js';
import { openSettings } from '../models/open-settings.js';

const path = (stage: string) => `/api/v1/admin/stages/${stage}/settings`;
const guidance = { zh: '多写一点风。', en: 'More wind.' };
const Settings = listStageSettings.success.body;

let service: AgentServiceFixture;
beforeAll(async () => {
  service = await startFixture({ QWEN_API_KEYS: 'key-of-qwen', COPY_MODELS: 'qwen:qwen-plus,studio' });
}, 60_000);
afterAll(() => service.close());

const post = async (to: string, body: unknown, user?: string) => {
  const reply = await service.send('POST', to, { body, ...(user && { user }) });
  return { status: reply.status, code: reply.code, body: JSON.parse(reply.text) };
};
const list = async (stage: string) => Settings.parse(JSON.parse((await service.send('GET', path(stage))).text));
const draft = async (stage: string, content: unknown = { guidance }): Promise<number> =>
  (await post(path(stage), { content, note: 'try' })).body.number;
const publish = (stage: string, number: number, replaces: number | null) =>
  post(`${path(stage)}/${number}/publish`, { replaces });
const rollBack = (stage: string, to: 'previous' | 'code', replaces: number) =>
  post(`${path(stage)}/rollback`, { to, replaces });

describe('settings of a stage', () => {
  it('begin with what the code and the environment say', async () => {
    const { published, own, items } = await list('copy');
    expect([published, items]).toEqual([null, []]);
    expect(own).toMatchObject({ models: 'qwen:qwen-plus,studio', version: 1, places: ['form', 'fence'] });
    expect(own.system).toEqual(promptTexts.copy.template);
    expect((await list('image')).own).toMatchObject({ system: null, places: null, models: 'studio' });
  });

  it('are drafts, then published, and each goes back to what was in force before it', async () => {
    const [first, second, third] = [await draft('copy'), await draft('copy'), await draft('copy')];
    expect(first).toBeGreaterThanOrEqual(1000);
    expect((await list('copy')).published).toBeNull();
    expect((await publish('copy', first, null)).body).toEqual({ stage: 'copy', published: first });
    await publish('copy', second, first);
    expect((await rollBack('copy', 'previous', second)).body.published).toBe(first);
    await publish('copy', third, first);
    // Not the second, which was gone back from.
    expect((await rollBack('copy', 'previous', third)).body.published).toBe(first);
    expect((await rollBack('copy', 'previous', first)).body.published).toBeNull();
    const states = (await list('copy')).items.map(({ number, state }) => [number, state]);
    expect(states).toEqual([
      [third, 'rolled_back'],
      [second, 'rolled_back'],
      [first, 'rolled_back'],
    ]);
  });

  it('go back to the code’s own, from where nothing earlier comes back', async () => {
    const [first, second, third] = [await draft('concept'), await draft('concept'), await draft('concept')];
    await publish('concept', first, null);
    await publish('concept', second, first);
    expect((await rollBack('concept', 'code', second)).body.published).toBeNull();
    await publish('concept', third, null);
    expect((await rollBack('concept', 'previous', third)).body.published).toBeNull();
  });

  it('are refused with the names of the fields that are wrong', async () => {
    const { zh, en } = promptTexts.copy.template;
    const wrong = { models: 'qwen:qwen-max,nobody:x', system: { zh: zh.replace('{{fence}}', ''), en } };
    const refused = await post(path('copy'), { content: wrong });
    expect([refused.status, refused.code]).toEqual([422, 'STAGE_SETTING_INVALID']);
    expect(refused.body.errors).toEqual([
      { path: 'content.models', message: expect.stringContaining('no provider nobody') },
      { path: 'content.system.zh', message: '{{fence}} is missing' },
    ]);
    for (const content of [{}, { guidance: { zh: '好' } }, { system: { zh: 'x'.repeat(8001), en: 'x' } }]) {
      expect((await post(path('copy'), { content })).code).toBe('VALIDATION_FAILED');
    }
    expect((await post(path('poem'), { content: { guidance } })).code).toBe('VALIDATION_FAILED');
    expect((await publish('copy', 999_999, null)).code).toBe('STAGE_SETTING_NOT_FOUND');
    expect((await publish('code', await draft('copy'), null)).status).toBe(404);
  });

  it('are published only while they can still be used', async () => {
    const number = await draft('copy');
    const become = (content: unknown) =>
      service.sql(
        'with u as (update agent.stage_setting set content = $2 where number = $1 returning 1) select 1 as one',
        [number, content],
      );
    await become({ models: 'gone:away' });
    const refused = await publish('copy', number, null);
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'content.models']);
    await become({ models: 7 });
    expect((await publish('copy', number, null)).body.errors[0].path).toBe('content.models');
    expect((await list('copy')).published).toBeNull();
  });

  it('let one admin win of several who publish at once, and tell the others', async () => {
    const numbers = await Promise.all([1, 2, 3, 4].map(() => draft('code')));
    const replies = await Promise.all(numbers.map((number) => publish('code', number, null)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    const [winner] = replies.filter(({ status }) => status === 200);
    expect((await list('code')).published).toBe(winner?.body.published);
    const loser = replies.find(({ status }) => status === 409);
    expect([loser?.code, loser?.body.published]).toEqual(['STAGE_SETTING_CONFLICT', winner?.body.published]);
    expect((await publish('code', winner?.body.published, winner?.body.published)).status).toBe(409);
    expect((await rollBack('code', 'code', 1)).status).toBe(409);
    await rollBack('code', 'code', winner?.body.published);
  });

  it('are the admin’s deeds in the audit, before and after', async () => {
    const admin = randomUUID();
    const number = await draft('image', { guidance });
    await post(`${path('image')}/${number}/publish`, { replaces: null }, admin);
    const rows = await service.sql(
      `select e.action, e.operation, e.before, e.after, s.user_id::text as admin
         from audit.entry e join audit.subject s on s.pseudonym = e.subject
        where e.resource_id = $1 order by e.action`,
      [`image/${number}`],
    );
    expect(rows).toEqual([
      expect.objectContaining({ action: 'admin.draft-stage-setting', before: null }),
      {
        action: 'admin.publish-stage-setting',
        operation: 'config_change',
        before: { published: null, content: null },
        after: { published: number, content: { guidance } },
        admin,
      },
    ]);
    await rollBack('image', 'code', number);
  });

  it('are for admins', async () => {
    const refused = await service.send('GET', path('copy'), { role: 'user' });
    expect([refused.status, refused.code]).toEqual([403, 'PERMISSION_DENIED']);
  });

  it('are known to every worker at once', async () => {
    const { workerEnv, redisUrl, logger } = service;
    const database = await openRuns(workerEnv, logger);
    const open = () => openSettings({ redisUrl, read: () => database.settings.listPublished(), logger });
    const workers = [await open(), await open()];
    try {
      const known = () => workers.map(({ current }) => current().copy?.number);
      expect(known()).toEqual([undefined, undefined]);
      const number = await draft('copy', { models: 'studio', guidance });
      await publish('copy', number, null);
      // Well below the half minute after which they would find out by themselves.
      await waitFor(() => known().every((one) => one === number), { what: 'both workers to know', timeoutMs: 5000 });
      expect(workers[0]?.current().copy?.content).toEqual({ models: 'studio', guidance });
      await rollBack('copy', 'code', number);
      await waitFor(() => known().every((one) => one === undefined), { what: 'both to go back', timeoutMs: 5000 });
    } finally {
      await Promise.all(workers.map(({ close }) => close()));
      await database.close();
    }
  }, 20_000);
});
