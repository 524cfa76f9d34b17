import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CheckedService, startCheckedService } from '../checked-service.fixture.js';
import { codeOf, mini } from '../postcard-service.fixture.js';

let checked: CheckedService;
beforeAll(async () => {
  checked = await startCheckedService();
}, 60_000);
afterAll(() => checked.close());

const checks = '/api/v1/admin/card-checks';
const asAdmin = (method: string, path: string, body?: object) =>
  checked.service.send(method, path, { user: randomUUID(), role: 'admin', ...(body && { body }) });
const inReview = async () => {
  const card = await checked.makeCard('REVIEW');
  await checked.send(checked.seal((await checked.checked(card.cardId)).trace));
  return card;
};
const decide = (cardId: string, verdict: string) =>
  asAdmin('POST', `${checks}/${cardId}/decide`, { verdict, reason: 'looked at it' });

describe('an operator', () => {
  it('finds the cards that wait for a person, without a word of theirs', async () => {
    const { user, cardId } = await inReview();
    const { text } = await asAdmin('GET', checks);
    expect(JSON.parse(text).items).toContainEqual({
      card_id: cardId,
      user_id: user,
      state: 'review',
      found: ['wechat:20012'],
      asked: 1,
      asked_at: checked.clock.now.toISOString(),
      due_at: null,
      created_at: expect.any(String),
    });
    expect(text).not.toMatch(/REVIEW|雨/);
    expect(JSON.parse((await asAdmin('GET', `${checks}?state=refused`)).text).items).toEqual([]);
  });

  it('looks at one by a ticket, which leaves a row of the audit', async () => {
    const { user, cardId } = await inReview();
    const { page_url } = JSON.parse((await asAdmin('GET', `${checks}/${cardId}`)).text);
    const { pathname, search } = new URL(page_url);
    expect((await checked.service.send('GET', pathname + search)).status).toBe(200);
    const rows = await checked.service.sql(
      `SELECT operation, details FROM audit.entry WHERE action = 'admin.look-at-card' AND resource_id = $1`,
      [cardId],
    );
    expect(rows).toEqual([{ operation: 'data_access', details: { owner: user } }]);
    expect(codeOf(await asAdmin('GET', `${checks}/${randomUUID()}`))).toBe('CARD_NOT_FOUND');
  });

  it('F6: passes a card, which its owner then shares; and takes it back, link and all', async () => {
    const { user, cardId } = await inReview();
    expect(JSON.parse((await decide(cardId, 'passed')).text)).toMatchObject({ state: 'passed', due_at: null });
    const { data } = await checked.share({ user, cardId });
    expect((await checked.service.send('GET', `/c/${data.slug}`)).status).toBe(200);
    expect(JSON.parse((await decide(cardId, 'refused')).text)).toMatchObject({
      state: 'refused',
      found: ['operator', 'operator'],
    });
    expect((await checked.service.send('GET', `/c/${data.slug}`)).status).toBe(404);
    expect(codeOf(await checked.share({ user, cardId }))).toBe('CARD_REFUSED');
    const rows = await checked.service.sql(
      `SELECT before, after, details FROM audit.entry
        WHERE action = 'admin.decide-card-check' AND resource_id = $1 ORDER BY id`,
      [cardId],
    );
    const details = { owner: user, reason: 'looked at it' };
    expect(rows).toEqual([
      { before: { check: 'review' }, after: { check: 'passed' }, details },
      { before: { check: 'passed' }, after: { check: 'refused' }, details },
    ]);
  });

  it('F6: ends the wait for a verdict: what comes later changes nothing, and nobody is asked again', async () => {
    const { cardId } = await checked.makeCard();
    const { trace } = await checked.checked(cardId);
    await decide(cardId, 'refused');
    await checked.send(checked.seal(trace));
    checked.clock.now = new Date(checked.clock.now.getTime() + 3_600_000);
    const [row] = await checked.service.sql('SELECT check_state, check_due_at FROM postcard WHERE id = $1', [cardId]);
    expect(row).toEqual({ check_state: 'refused', check_due_at: null });
  });

  it('F6: decides nothing about cards that are not there, or deleted', async () => {
    const { user, cardId } = await inReview();
    await checked.service.send('DELETE', `${mini}/postcards/${cardId}`, { user });
    for (const id of [cardId, randomUUID()]) expect(codeOf(await decide(id, 'passed'))).toBe('CARD_NOT_FOUND');
  });
});
