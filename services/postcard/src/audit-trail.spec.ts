import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { finishedCard } from './finished-card.fixture.js';
import { mini, type PostcardServiceFixture, startFixture, words } from './postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

/** Rows of a user, oldest first. */
const rowsOf = (user: string) =>
  service.sql(
    `SELECT e.action, e.operation, e.result, e.actor, e.resource_type, e.resource_id, e.before, e.after, e.details,
            e.error_code
       FROM audit.entry e JOIN audit.subject s ON s.pseudonym = e.subject
      WHERE s.user_id = $1 ORDER BY e.id`,
    [user],
  );

describe('the audit', () => {
  it('I8: has exactly one row of every change of a card’s life, with what changed, and nobody’s words', async () => {
    const { user, taskId, cardId } = await service.makeCard(finishedCard({ degraded: true }));
    const call = (method: string, path: string) => service.send(method, `${mini}/postcards/${cardId}${path}`, { user });
    await call('POST', '/share');
    await call('DELETE', '/share');
    const next = String((await call('POST', '/regenerate')).data.task_id);
    await service.start(next, 1);
    await service.fail(next, 1);
    await call('DELETE', '');
    const rows = await rowsOf(user);
    expect(rows.map(({ action, operation, resource_id }) => [action, operation, resource_id])).toEqual([
      ['postcard.create', 'postcard_create', taskId],
      ['task.start', 'postcard_create', taskId],
      ['task.settle', 'quota_consume', taskId],
      ['postcard.share', 'config_change', cardId],
      ['postcard.revoke-share', 'config_change', cardId],
      ['postcard.regenerate', 'postcard_create', next],
      ['task.start', 'postcard_create', next],
      ['task.settle', 'quota_restore', next],
      ['postcard.delete', 'postcard_delete', cardId],
    ]);
    expect(new Set(rows.map(({ result }) => result))).toEqual(new Set(['success']));
    expect(rows[0]).toMatchObject({
      actor: 'user',
      before: { reserved: 0, spent: 0 },
      after: { reserved: 1, spent: 0, status: 'pending', quota_date: expect.any(String) },
    });
    expect(rows[2]).toMatchObject({
      actor: 'service',
      after: { status: 'completed', card_id: cardId, degraded: true },
    });
    expect(rows[5]).toMatchObject({ details: { regenerates: cardId, free: true } });
    expect(rows.at(-1)).toMatchObject({ after: { deleted: true, slot_freed: true, link_revoked: false } });
    expect(JSON.stringify(rows)).not.toContain(words.user_input);
  });

  it('I8: a repeat changes nothing and says so; a refusal has its row with the code', async () => {
    const user = randomUUID();
    await service.create(user);
    await service.create(user);
    await service.create(user, { user_input: '另一句' });
    await service.send('GET', `${mini}/users/${randomUUID()}/quota`, { user });
    await waitFor(async () => (await rowsOf(user)).length === 4, { what: 'four rows' });
    const rows = (await rowsOf(user)).map(({ result, error_code, details }) => [result, error_code, details]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['success', null, expect.objectContaining({ plan: 'free' })],
        ['success', null, { unchanged: true }],
        ['failure', 'TASK_UNDER_WAY', expect.anything()],
        ['blocked', 'NOT_OWNER', expect.anything()],
      ]),
    );
  });

  it('I8: a change that does not happen leaves no row of success', async () => {
    const user = randomUUID();
    const taskId = String((await service.create(user)).data.task_id);
    await service.start(taskId, 1);
    await Promise.all([service.complete(taskId, 1), service.complete(taskId, 1), service.fail(taskId, 1)]);
    const settled = (await rowsOf(user)).filter(({ action, before }) => action === 'task.settle' && before !== null);
    expect(settled).toHaveLength(1);
  });

  it('I8: nothing is written where auditing is switched off, and that is told', async () => {
    const silent = await startFixture({ SECURITY_AUDIT_LOGGING_ENABLED: 'false' });
    try {
      await silent.makeCard();
      expect(await silent.sql('SELECT 1 FROM audit.entry')).toEqual([]);
      expect(silent.log).toContainEqual(
        expect.objectContaining({ event: 'security.off', flags: ['SECURITY_AUDIT_LOGGING_ENABLED'] }),
      );
    } finally {
      await silent.close();
    }
  }, 30_000);
});
