import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cardBytes } from '../finished-card.fixture.js';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

const codeOf = ({ headers }: { headers: Headers }) => headers.get('x-error-code');
const share = async (cardId: string, user: string) =>
  (await service.send('POST', `${mini}/postcards/${cardId}/share`, { user })).data;
const sharedCard = async () => {
  const card = await service.makeCard();
  return { ...card, slug: String((await share(card.cardId, card.user)).slug) };
};
const frameOf = (html: string): URL =>
  new URL((/<iframe[^>]+src="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#38;', '&'));

describe('share', () => {
  it('gives a link, the same one while it lives, and another after it was taken back', async () => {
    const { user, cardId } = await service.makeCard();
    const [one, two] = await Promise.all([share(cardId, user), share(cardId, user)]);
    expect(one).toEqual(two);
    expect(one).toMatchObject({ url: `http://mojian.test:8083/c/${one.slug}`, expires_at: null });
    expect(String(one.slug)).toMatch(/^[\w-]{24}$/);
    const revoke = () => service.send('DELETE', `${mini}/postcards/${cardId}/share`, { user });
    expect((await revoke()).data).toEqual({ revoked: true });
    expect((await revoke()).data).toEqual({ revoked: false });
    expect((await share(cardId, user)).slug).not.toBe(one.slug);
  });

  it('is for the owner', async () => {
    const { cardId } = await service.makeCard();
    for (const method of ['POST', 'DELETE']) {
      expect((await service.send(method, `${mini}/postcards/${cardId}/share`, { user: randomUUID() })).code).toBe(-403);
    }
  });
});

describe('host page', () => {
  it('opens without a login, with its label, its frame and its policy', async () => {
    const { slug, cardId } = await sharedCard();
    const page = await service.send('GET', `/c/${slug}`);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/(AI|人工智能)[^<]{0,6}(生成|合成)/);
    expect(page.text).toMatch(/<iframe[^>]+sandbox="allow-scripts"/);
    expect(page.text).not.toContain('allow-same-origin');
    expect(page.headers.get('content-security-policy')).toContain(`frame-src http://mojian.test:8085/c/${cardId};`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const etag = page.headers.get('etag') ?? '';
    const unchanged = await service.send('GET', `/c/${slug}`, {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(unchanged.status).toBe(304);
  });

  it('names sender and recipient as they were told', async () => {
    const user = randomUUID();
    const body = { user_input: '今天下雨。', sender_name: '阿禾', recipient_name: '小满' };
    const taskId = String((await service.create(user, body)).data.task_id);
    await service.start(taskId, 1);
    const { card_id } = JSON.parse((await service.complete(taskId, 1)).text);
    const page = await service.send('GET', `/c/${(await share(card_id, user)).slug}`);
    expect(page.text).toContain('阿禾寄给小满的明信片');
  });

  it('I7: a link that was taken back, and one whose card was deleted, are gone at once', async () => {
    const revoked = await sharedCard();
    const deleted = await sharedCard();
    await service.send('DELETE', `${mini}/postcards/${revoked.cardId}/share`, { user: revoked.user });
    await service.send('DELETE', `${mini}/postcards/${deleted.cardId}`, { user: deleted.user });
    for (const { slug } of [revoked, deleted, { slug: 'x'.repeat(24) }]) {
      for (const path of [`/c/${slug}`, `/c/${slug}/poster.jpg`, `/c/${slug}/capsule.html`]) {
        const gone = await service.send('GET', path);
        expect([gone.status, codeOf(gone)]).toEqual([404, 'SHARE_NOT_FOUND']);
        expect(gone.text).toContain('<html');
      }
    }
  });

  it('the owner sees a card that is not shared, by a ticket', async () => {
    const { user, cardId } = await service.makeCard();
    const { data } = await service.send('GET', `${mini}/postcards/result/${cardId}`, { user });
    const { pathname, search } = new URL(String(data.page_url));
    expect((await service.send('GET', pathname + search)).status).toBe(200);
    expect(codeOf(await service.send('GET', `/p/${randomUUID()}${search}`))).toBe('LINK_REFUSED');
  });
});

describe('beside the card', () => {
  it('the poster and the capsule may be kept, and are asked for anew each time', async () => {
    const { slug } = await sharedCard();
    const poster = await service.open('GET', `/c/${slug}/poster.jpg`);
    expect([poster.headers.get('content-type'), poster.headers.get('cache-control')]).toEqual([
      'image/jpeg',
      'no-cache',
    ]);
    expect(Buffer.from(await poster.arrayBuffer())).toEqual(cardBytes.poster);
    const etag = poster.headers.get('etag') ?? '';
    // fetch itself asks past every cache; a browser does not.
    const again = await service.open('GET', `/c/${slug}/poster.jpg`, {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    const capsule = await service.send('GET', `/c/${slug}/capsule.html`);
    expect(capsule.headers.get('content-disposition')).toContain('attachment');
    expect(capsule.text).toContain('本卡片由 AI\u00a0生成');
    expect(capsule.text).toContain('<meta name="AIGC"');
  });

  it('a report is kept, and thanked for', async () => {
    const { slug, cardId } = await sharedCard();
    const thanks = await service.send('POST', `/c/${slug}/report`, {
      body: 'reason=unsafe&note=%E4%B8%8D%E5%A5%BD',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([thanks.status, thanks.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await service.sql('SELECT reason, note FROM card_report WHERE card_id = $1', [cardId])).toEqual([
      { reason: 'unsafe', note: '不好' },
    ]);
  });
});

describe('card document', () => {
  const atCardOrigin = { 'x-forwarded-host': 'mojian.test:8085' };
  const open = (url: URL, headers: Record<string, string> = {}) =>
    service.send('GET', url.pathname + url.search, { headers: { ...atCardOrigin, ...headers } });
  const document = async () => {
    const { slug } = await sharedCard();
    return frameOf((await service.send('GET', `/c/${slug}`)).text);
  };

  it('is for the frame of the host page, with a policy of its own', async () => {
    const url = await document();
    expect(url.origin).toBe('http://mojian.test:8085');
    const reply = await open(url, { 'sec-fetch-dest': 'iframe' });
    expect([reply.status, reply.text]).toEqual([200, cardBytes.page.toString()]);
    const policy = reply.headers.get('content-security-policy');
    for (const rule of [
      "default-src 'none'",
      "connect-src 'none'",
      'sandbox allow-scripts',
      'frame-ancestors http://mojian.test:8083',
    ]) {
      expect(policy).toContain(rule);
    }
    expect(reply.headers.get('connection-allowlist')).toBe('(response-origin)');
    expect(reply.headers.get('permissions-policy')).toContain('camera=()');
    expect(reply.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(reply.headers.get('set-cookie')).toBeNull();
  });

  it.each(['document', 'embed', 'empty', 'script'])('is refused as %s', async (destination) => {
    const reply = await open(await document(), { 'sec-fetch-dest': destination });
    expect([reply.status, codeOf(reply)]).toEqual([403, 'TOP_LEVEL_REFUSED']);
  });

  it('where the browser does not say what it is for, the signature decides', async () => {
    const url = await document();
    expect((await open(url)).status).toBe(200);
    const forged = [
      ['s', 'A'.repeat(24)],
      ['h', 'http://evil.example'],
      ['e', '9999999999'],
    ] as const;
    for (const [name, value] of forged) {
      const other = new URL(url);
      other.searchParams.set(name, value);
      expect(codeOf(await open(other))).toBe('LINK_REFUSED');
    }
  });

  it('is not on the host page’s origin, and the host page not on its', async () => {
    const url = await document();
    expect(codeOf(await service.send('GET', url.pathname + url.search))).toBe('SHARE_NOT_FOUND');
    const { slug } = await sharedCard();
    expect((await service.send('GET', `/c/${slug}`, { headers: atCardOrigin })).status).toBe(404);
  });
});
