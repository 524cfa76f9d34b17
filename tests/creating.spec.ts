import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiError } from '@mojian/sdk/api-error';
import { brief, newPerson } from './support/person.js';
import { System } from './support/system.js';

const AT_ONCE = 100;

describe('creating', () => {
  let system: System;

  beforeAll(async () => {
    // No worker: tasks stay open while the rules of the door are tried. All come from one address.
    system = await System.start({ LIMIT_POSTCARD_CREATE: '1000/300' });
  }, 180_000);
  afterAll(() => system.stop());

  it('the same create twice is one task and one unit', async () => {
    const person = await newPerson(system.baseUrl);
    const first = await person.api.createPostcard({ body: brief() });
    const again = await person.api.createPostcard({ body: brief() });
    expect(again.task_id).toBe(first.task_id);
    expect(await person.api.getQuota({ params: { user_id: person.id } })).toMatchObject({
      remaining_quota: 1,
      can_generate: false,
      current_card_exists: false,
    });
  });

  it(`of ${AT_ONCE} creates at once with different bodies exactly one is accepted`, async () => {
    const person = await newPerson(system.baseUrl);
    const results = await Promise.allSettled(
      Array.from({ length: AT_ONCE }, (_, i) => person.api.createPostcard({ body: brief(`第 ${i} 句话`) })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status !== 'rejected') continue;
      expect(result.reason).toBeInstanceOf(ApiError);
      expect(result.reason).toMatchObject({
        status: 200,
        code: expect.stringMatching(/^(?:TASK_UNDER_WAY|SLOT_TAKEN|QUOTA_USED_UP)$/),
      });
    }
    expect(await person.api.getQuota({ params: { user_id: person.id } })).toMatchObject({
      generated_count: 1,
      remaining_quota: 1,
    });
  }, 60_000);

  it(`of ${AT_ONCE} creates at once with the same body all are the same task`, async () => {
    const person = await newPerson(system.baseUrl);
    const replies = await Promise.all(
      Array.from({ length: AT_ONCE }, () => person.api.createPostcard({ body: brief() })),
    );
    expect(new Set(replies.map(({ task_id }) => task_id)).size).toBe(1);
    expect(await person.api.getQuota({ params: { user_id: person.id } })).toMatchObject({
      generated_count: 1,
      remaining_quota: 1,
    });
  }, 60_000);

  it('two users do not see each other', async () => {
    const [one, other] = await Promise.all([newPerson(system.baseUrl), newPerson(system.baseUrl)]);
    const { task_id } = await one.api.createPostcard({ body: brief() });
    await expect(other.api.getTaskStatus({ params: { task_id }, query: {} })).rejects.toMatchObject({
      status: 200,
      code: 'NOT_OWNER',
    });
    await expect(other.api.getResult({ params: { id: task_id }, query: {} })).rejects.toMatchObject({ status: 200 });
    await expect(other.api.getQuota({ params: { user_id: one.id } })).rejects.toMatchObject({ code: 'NOT_OWNER' });
    expect((await other.api.listPostcards({ query: {} })).total).toBe(0);
    await other.api.createPostcard({ body: brief() });
  });
});
