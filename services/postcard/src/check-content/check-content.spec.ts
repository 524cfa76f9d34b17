import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { type CheckedService, paths, startCheckedService } from '../checked-service.fixture.js';
import { codeOf, mini } from '../postcard-service.fixture.js';

let checked: CheckedService;
beforeAll(async () => {
  checked = await startCheckedService();
}, 60_000);
afterEach(() => {
  checked.users.gone = false;
});
afterAll(() => checked.close());

const askedOf = (user: string, path: string) =>
  checked.wechat.asked.filter((question) => question.path === path && question.body.openid === `openid-of-${user}`);
const pass = (minutes: number) => {
  checked.clock.now = new Date(checked.clock.now.getTime() + minutes * 60_000);
};
const standsAt = (cardId: string, state: string) =>
  waitFor(async () => (await checked.checked(cardId)).state === state, { what: `the card to be ${state}` });

describe('a card with WeChat’s check', () => {
  it('F6: is its owner’s alone until words and picture have passed; then the same card is shared', async () => {
    const card = await checked.makeCard('西湖的雨下了一夜。');
    const { state, trace } = await checked.checked(card.cardId);
    expect([state, trace]).toEqual(['unchecked', expect.stringMatching(/^trace-/)]);
    const refusal = await checked.share(card);
    expect([codeOf(refusal), refusal.code, refusal.message]).toEqual([
      'CARD_UNDER_CHECK',
      -1,
      '这张卡片还在检查中，请稍后再来',
    ]);
    expect((await checked.send(checked.seal(trace))).text).toBe('success');
    const shared = await checked.share(card);
    expect(shared.code).toBe(0);
    expect((await checked.service.send('GET', `/c/${shared.data.slug}`)).status).toBe(200);
  });

  it('is shown to its owner as always meanwhile', async () => {
    const { user, cardId } = await checked.makeCard();
    await checked.checked(cardId);
    const { code, data } = await checked.service.send('GET', `${mini}/postcards/result/${cardId}`, { user });
    expect(code).toBe(0);
    const { pathname, search } = new URL(String(data.page_url));
    expect((await checked.service.send('GET', pathname + search)).status).toBe(200);
    expect((await checked.service.send('GET', `${mini}/postcards/user`, { user })).data.total).toBe(1);
  });

  it('F6: is asked about by its author’s openid: told and made words in one, the picture by an address that opens', async () => {
    const { user, cardId } = await checked.makeCard('写给夏天的信');
    await checked.checked(cardId);
    const [words] = askedOf(user, paths.text);
    for (const text of ['今天西湖下雨，想起你。', '雨落西湖', '替我把想念', '写给夏天的信', '愿你安好。', '擦窗']) {
      expect(words?.body.content).toContain(text);
    }
    const [picture] = askedOf(user, paths.picture);
    const { origin, pathname, search } = new URL(String(picture?.body.media_url));
    expect(origin).toBe('http://mojian.test:8083');
    expect((await checked.service.open('GET', pathname + search)).headers.get('content-type')).toBe('image/jpeg');
  });

  it('F6: with risky words is refused for good, and its picture is not even asked about', async () => {
    const card = await checked.makeCard('RISKY');
    expect((await checked.checked(card.cardId)).state).toBe('refused');
    const refusal = await checked.share(card);
    expect([codeOf(refusal), refusal.code]).toEqual(['CARD_REFUSED', -1]);
    expect(askedOf(card.user, paths.picture)).toHaveLength(0);
    const own = await checked.service.send('GET', `${mini}/postcards/result/${card.cardId}`, { user: card.user });
    expect(own.code).toBe(0);
    const rows = await checked.service.sql(
      `SELECT after, details FROM audit.entry WHERE action = 'content.check' AND resource_id = $1`,
      [card.cardId],
    );
    expect(rows).toEqual([{ after: { check: 'refused' }, details: { found: ['wechat:20002'] } }]);
  });

  it('F6: that somebody should look at stays private', async () => {
    const card = await checked.makeCard('REVIEW');
    const { trace } = await checked.checked(card.cardId);
    await checked.send(checked.seal(trace));
    expect((await checked.checked(card.cardId)).state).toBe('review');
    expect(codeOf(await checked.share(card))).toBe('CARD_UNDER_CHECK');
  });

  it('F6: of somebody whom WeChat does not know is for our own lists to judge', async () => {
    const card = await checked.makeCard('今天下雨。', randomUUID());
    expect(await checked.checked(card.cardId)).toEqual({ state: 'passed', trace: null });
    expect((await checked.share(card)).code).toBe(0);
  });
});

describe('a checker that is away', () => {
  it('F6: leaves the card private, and is asked again when it is back, once by three processes', async () => {
    const others = await Promise.all([checked.service.startAnother(), checked.service.startAnother()]);
    try {
      checked.wechat.deviate(paths.text, -1);
      checked.wechat.deviate(paths.picture, 'html');
      const card = await checked.makeCard();
      expect(await checked.checked(card.cardId)).toEqual({ state: 'unchecked', trace: null });
      expect(codeOf(await checked.share(card))).toBe('CARD_UNDER_CHECK');
      pass(2);
      const { trace } = await checked.checked(card.cardId, 2);
      expect(askedOf(card.user, paths.text)).toHaveLength(2);
      expect(askedOf(card.user, paths.picture)).toHaveLength(2);
      await checked.send(checked.seal(trace));
      expect((await checked.share(card)).code).toBe(0);
    } finally {
      await Promise.all(others.map((other) => other.close()));
    }
  });

  it('F6: is not passed by for want of the author’s name', async () => {
    checked.users.gone = true;
    const card = await checked.makeCard();
    expect(await checked.checked(card.cardId)).toEqual({ state: 'unchecked', trace: null });
    checked.users.gone = false;
    pass(2);
    expect((await checked.checked(card.cardId, 2)).trace).toMatch(/^trace-/);
  });

  it('F6: that never tells its verdict is asked for another after 35 minutes, which counts', async () => {
    const card = await checked.makeCard();
    const { trace: first } = await checked.checked(card.cardId);
    pass(36);
    const { trace: second } = await checked.checked(card.cardId, 2);
    expect(second).not.toBe(first);
    await checked.send(checked.seal(second));
    await standsAt(card.cardId, 'passed');
  });

  it('F6: that could not fetch the picture is asked about it again', async () => {
    const card = await checked.makeCard();
    const { trace: first } = await checked.checked(card.cardId);
    await checked.send(checked.seal(first, { suggest: null }));
    expect(await checked.checked(card.cardId)).toEqual({ state: 'unchecked', trace: null });
    pass(2);
    const { trace: second } = await checked.checked(card.cardId, 2);
    await checked.send(checked.seal(second));
    await standsAt(card.cardId, 'passed');
  });

  it('F6: is made up for by the sweep where the process that was to ask has died', async () => {
    const card = await checked.makeCard();
    const { trace } = await checked.checked(card.cardId);
    // As the transaction of the card has left it, with the lease of the dead process over.
    await checked.service.sql(
      `WITH u AS (UPDATE postcard SET check_due_at = $2, content_check = jsonb_set(content_check, '{answers}',
         '[{"part": "words", "checker": "wechat", "answer": {"state": "unchecked", "reason": "not-asked-yet"}}]')
         WHERE id = $1 RETURNING 1) SELECT 1`,
      [card.cardId, checked.clock.now],
    );
    const again = await checked.checked(card.cardId);
    expect([again.state, again.trace === trace]).toEqual(['unchecked', false]);
  });
});

describe('operators', () => {
  it('see how many cards are not passed, and are told once of one that waits for over half an hour', async () => {
    const { cardId } = await checked.makeCard();
    await checked.checked(cardId);
    await checked.service.sql(
      `WITH u AS (UPDATE postcard SET created_at = now() - interval '31 minutes' WHERE id = $1 RETURNING 1) SELECT 1`,
      [cardId],
    );
    const told = () => checked.service.log.filter(({ event }) => event === 'content.check_stuck');
    await waitFor(() => told().length > 0, { what: 'the line in the log' });
    expect(told()).toEqual([expect.objectContaining({ level: 'error', oldest_seconds: expect.any(Number) })]);
    const metrics = await checked.service.metrics();
    for (const state of ['unchecked', 'review', 'refused']) {
      expect(metrics).toMatch(new RegExp(`cards_not_passed\\{state="${state}"[^}]*\\} [1-9]`));
    }
    expect(metrics).toMatch(/card_oldest_unchecked_seconds\{[^}]*\} 18[6-9]\d/);
    expect(told()).toHaveLength(1);
  });
});
