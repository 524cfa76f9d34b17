import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunningService } from '@mojian/service-kit/start-service';
import { PostcardRepository } from '../data/postcard.repository.js';
import { ShareRepository } from '../data/share.repository.js';
import { askService, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

/** A card may be shown for so long after the call that withdrew it was answered. */
const GONE_WITHIN_MS = 1000;
const AT_ONCE = 100;

let service: PostcardServiceFixture;
/** The service that is asked, one that hears its events, and one that hears none. */
let all: { readonly name: string; readonly port: number }[];
let others: RunningService[];
beforeAll(async () => {
  service = await startFixture({ LOG_LEVEL: 'warn' });
  const [hearing, deaf] = await Promise.all([
    service.startAnother(),
    service.startAnother({ REDIS_URL: 'redis://127.0.0.1:1' }),
  ]);
  others = [hearing, deaf];
  all = [
    { name: 'own', port: service.port },
    { name: 'hearing', port: hearing.port },
    { name: 'deaf', port: deaf.port },
  ];
}, 60_000);
afterAll(async () => {
  await Promise.all(others.map((other) => other.close()));
  await service.close();
});

const sharedCard = async () => {
  const card = await service.makeCard();
  const { data } = await service.send('POST', `${mini}/postcards/${card.cardId}/share`, { user: card.user });
  return { ...card, slug: String(data.slug) };
};
const statusAt = async (port: number, path: string) => {
  const answer = await askService(port).open('GET', path);
  await answer.arrayBuffer();
  return answer.status;
};

describe('a thousand viewers of one card', () => {
  it('I7: are shown its page and its poster, and the database is asked for it once a second', async () => {
    const { slug } = await sharedCard();
    const looks = [jest.spyOn(ShareRepository.prototype, 'findCard'), jest.spyOn(PostcardRepository.prototype, 'find')];
    const startedAt = performance.now();
    const statuses = new Map<number, number>();
    for (let shown = 0; shown < 1000; shown += AT_ONCE) {
      const viewers = Array.from({ length: AT_ONCE }, (_, i) =>
        statusAt(service.port, i % 2 ? `/c/${slug}` : `/c/${slug}/poster.jpg`),
      );
      for (const status of await Promise.all(viewers)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    expect([...statuses]).toEqual([[200, 1000]]);
    for (const look of looks) {
      expect(look.mock.calls.length).toBeLessThanOrEqual(Math.ceil(seconds));
      look.mockRestore();
    }
  }, 60_000);

  it('I7: who ask for what is not there do not each ask the database either', async () => {
    const look = jest.spyOn(ShareRepository.prototype, 'findCard');
    const paths = Array.from({ length: AT_ONCE }, () => `/c/${'n'.repeat(24)}`);
    const startedAt = performance.now();
    const statuses = await Promise.all(paths.map((path) => statusAt(service.port, path)));
    expect(new Set(statuses)).toEqual(new Set([404]));
    expect(look.mock.calls.length).toBeLessThanOrEqual(Math.ceil((performance.now() - startedAt) / 1000));
    look.mockRestore();
  }, 30_000);

  it.each([
    ['the link is taken back', (cardId: string) => `${mini}/postcards/${cardId}/share`],
    ['the card is deleted', (cardId: string) => `${mini}/postcards/${cardId}`],
  ])('I7: see nothing a second after %s, and at once where it was done', async (_, path) => {
    const { slug, user, cardId } = await sharedCard();
    const page = `/c/${slug}`;
    expect(await Promise.all(all.map(({ port }) => statusAt(port, page)))).toEqual([200, 200, 200]);
    await service.send('DELETE', path(cardId), { user });
    const goneAt = performance.now();
    expect(await statusAt(service.port, page)).toBe(404);
    const lastShown = await Promise.all(all.map(({ port }) => lastShownAfter(goneAt, port, page)));
    expect(Math.max(...lastShown)).toBeLessThanOrEqual(GONE_WITHIN_MS);
  });
});

/** ms from then to the last request that was still shown the page; 0 for none. */
async function lastShownAfter(then: number, port: number, path: string): Promise<number> {
  let last = 0;
  for (;;) {
    const ms = performance.now() - then;
    if (ms > 2 * GONE_WITHIN_MS) return last;
    if ((await statusAt(port, path)) === 200) last = ms;
  }
}
