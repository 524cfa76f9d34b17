import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { finishedCard } from '../finished-card.fixture.js';
import { codeOf, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

const share = (cardId: string, user: string) => service.send('POST', `${mini}/postcards/${cardId}/share`, { user });
/** Past the checkers, as a card stands that was shared and is now looked at again. */
const putAt = (cardId: string, state: string) =>
  service.sql(`WITH u AS (UPDATE postcard SET check_state = $2 WHERE id = $1 RETURNING 1) SELECT 1`, [cardId, state]);
const linked = async () => {
  const { user, cardId } = await service.makeCard();
  const slug = String((await share(cardId, user)).data.slug);
  return { user, cardId, slug, files: [`/c/${slug}`, `/c/${slug}/poster.jpg`, `/c/${slug}/capsule.html`] };
};
const becomes = (path: string, status: number) =>
  waitFor(async () => (await service.send('GET', path)).status === status, { what: `${path} to answer ${status}` });

describe('the link of a card that is under check', () => {
  it.each(['unchecked', 'review'])(
    'F6: shows that it is, and nothing of the card (%s); then the card again',
    async (state) => {
      const { user, cardId, slug, files } = await linked();
      await putAt(cardId, state);
      for (const path of files) {
        await becomes(path, 409);
        const page = await service.send('GET', path);
        expect(codeOf(page)).toBe('CARD_UNDER_CHECK');
        expect(page.headers.get('cache-control')).toBe('no-store');
        expect(page.text).toContain('<h1>再等一小会儿</h1>');
        expect(page.text).not.toMatch(/雨落西湖|今天下雨|<iframe|\/media\//);
      }
      const report = await service.send('POST', `/c/${slug}/report`, { body: { reason: 'unsafe' } });
      expect(codeOf(report)).toBe('CARD_UNDER_CHECK');
      expect(codeOf(await share(cardId, user))).toBe('CARD_UNDER_CHECK');
      await putAt(cardId, 'passed');
      for (const path of files) await becomes(path, 200);
      expect((await share(cardId, user)).data.slug).toBe(slug);
    },
  );

  it('F6: is one that is gone where the card was refused', async () => {
    const { user, cardId, files } = await linked();
    await putAt(cardId, 'refused');
    for (const path of files) {
      await becomes(path, 404);
      expect(codeOf(await service.send('GET', path))).toBe('SHARE_NOT_FOUND');
    }
    expect(codeOf(await share(cardId, user))).toBe('CARD_REFUSED');
  });
});

describe('without WeChat', () => {
  const checkOf = (cardId: string) =>
    service.sql('SELECT check_state, check_due_at, content_check FROM postcard WHERE id = $1', [cardId]);

  it('F6: our own lists decide at once', async () => {
    const { cardId } = await service.makeCard();
    const [row] = await checkOf(cardId);
    expect(row).toMatchObject({
      check_state: 'passed',
      check_due_at: null,
      content_check: { answers: [{ part: 'words', checker: 'local', answer: { state: 'passed' } }], asked: 1 },
    });
  });

  it('F6: refuse what a model has made of harmless words', async () => {
    const { copy } = finishedCard();
    const made = await service.makeCard(finishedCard({ copy: { ...copy, headline: ['今晚裸聊'] } }));
    const { user, cardId } = made;
    expect(await checkOf(cardId)).toMatchObject([{ check_state: 'refused', check_due_at: null }]);
    const settled = await service.sql(
      `SELECT after ->> 'check' AS told FROM audit.entry WHERE action = 'task.settle' AND resource_id = $1`,
      [made.taskId],
    );
    expect(settled).toEqual([{ told: 'refused' }]);
    expect(codeOf(await share(cardId, user))).toBe('CARD_REFUSED');
    expect((await service.send('GET', `${mini}/postcards/result/${cardId}`, { user })).code).toBe(0);
  });

  it('there is no address for WeChat’s push', async () => {
    for (const method of ['GET', 'POST']) {
      const reply = await service.send(method, '/wechat/push?signature=x', method === 'POST' ? { body: '{}' } : {});
      expect([reply.status, codeOf(reply)]).toEqual([404, 'ROUTE_NOT_FOUND']);
    }
  });
});

describe('the schema refuses', () => {
  it('a state that is none, one without a check, and what is due though it is settled', async () => {
    const { cardId } = await service.makeCard();
    const refused = (set: string) =>
      service.sql(`WITH u AS (UPDATE postcard SET ${set} WHERE id = $1 RETURNING 1) SELECT 1`, [cardId]);
    await expect(refused(`check_state = 'fine'`)).rejects.toThrow('known_check_state');
    await expect(refused(`check_state = 'review', content_check = NULL`)).rejects.toThrow('passed_unless_checked');
    await expect(refused('check_due_at = now()')).rejects.toThrow('due_while_unchecked');
  });
});
