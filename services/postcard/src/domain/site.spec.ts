import { describe, expect, it } from '@jest/globals';
import { type SiteSettings, Sites } from './site.js';

const settings: SiteSettings = {
  publicOrigin: null,
  cardOrigin: null,
  cardPort: 8085,
  fallbackOrigin: 'http://127.0.0.1:8083',
  basePath: '',
  linkKey: 'k'.repeat(32),
};
const asked = (host: string, proto = 'http') => ({ 'x-forwarded-host': host, 'x-forwarded-proto': proto });
const cardId = '0197a0e2-0000-4000-8000-000000000001';
const file = `${'a'.repeat(64)}.jpg`;
const queryOf = (url: string) => {
  const { searchParams } = new URL(url);
  return { e: Number(searchParams.get('e')), s: searchParams.get('s') ?? '' };
};

describe('Sites', () => {
  it.each([
    ['localhost:8083', 'http', 'http://localhost:8083', 'http://localhost:8085'],
    ['192.168.1.5:8083', 'http', 'http://192.168.1.5:8083', 'http://192.168.1.5:8085'],
    ['[::1]:8083', 'http', 'http://[::1]:8083', 'http://[::1]:8085'],
    ['card.example', 'https', 'https://card.example', 'https://card.example:8085'],
  ])('follow the host that was asked: %s', (host, proto, app, card) => {
    const site = new Sites(settings).of(asked(host, proto));
    expect([site.appOrigin, site.cardOrigin]).toEqual([app, card]);
  });

  it.each(['', 'a b', 'evil.example/path', 'user@evil.example', 'a:b', '"x', '-a'])('take no host like %j', (host) => {
    expect(new Sites(settings).of(asked(host)).appOrigin).toBe('http://127.0.0.1:8083');
  });

  it('know the card origin when they are asked there', () => {
    expect(new Sites(settings).of(asked('localhost:8085')).isCardOrigin).toBe(true);
    expect(new Sites(settings).of(asked('localhost:8083')).isCardOrigin).toBe(false);
    const own = { ...settings, publicOrigin: 'https://m.example', cardOrigin: 'https://card.example' };
    expect(new Sites(own).of(asked('card.example', 'https')).isCardOrigin).toBe(true);
    expect(new Sites(own).of(asked('m.example', 'https')).appOrigin).toBe('https://m.example');
  });

  it('put the prefix in front of every path', () => {
    const site = new Sites({ ...settings, basePath: '/mj' }).of(asked('localhost:8083'));
    expect(site.absolute('/c/x')).toBe('http://localhost:8083/mj/c/x');
    expect(site.mediaUrl(file)).toMatch(/^http:\/\/localhost:8083\/mj\/media\//);
  });
});

describe('Site', () => {
  const at = (time: string) => new Sites(settings, () => new Date(time)).of(asked('localhost:8083'));

  it('signs a picture for at least seven days, with one URL all day', () => {
    const morning = at('2026-11-21T01:00:00Z').mediaUrl(file);
    expect(at('2026-11-21T23:59:59Z').mediaUrl(file)).toBe(morning);
    expect(() => at('2026-11-28T23:59:59Z').checkMedia(file, queryOf(morning))).not.toThrow();
    expect(() => at('2026-11-29T00:00:00Z').checkMedia(file, queryOf(morning))).toThrow('expired');
    expect(() => at('2026-11-21T01:00:00Z').checkMedia(`b${file.slice(1)}`, queryOf(morning))).toThrow('signature');
  });

  it('a ticket is good for ten minutes and one card, and no other kind of link', () => {
    const site = at('2026-11-21T01:00:00Z');
    const ticket = queryOf(site.ownPageUrl(cardId));
    expect(() => site.checkOwnPage(cardId, ticket)).not.toThrow();
    expect(() => at('2026-11-21T01:10:00Z').checkOwnPage(cardId, ticket)).toThrow('expired');
    expect(() => site.checkMedia(cardId, ticket)).toThrow('signature');
  });

  it('a document is bound to the page that frames it', () => {
    const site = at('2026-11-21T01:00:30Z');
    const url = new URL(site.documentUrl(cardId));
    expect(url.origin).toBe('http://localhost:8085');
    expect(url.searchParams.get('h')).toBe('http://localhost:8083');
    expect(() => site.checkDocument(cardId, 'http://localhost:8083', queryOf(url.href))).not.toThrow();
    expect(() => site.checkDocument(cardId, 'http://evil.example', queryOf(url.href))).toThrow('signature');
    expect(() => at('2026-11-21T01:03:00Z').checkDocument(cardId, 'http://localhost:8083', queryOf(url.href))).toThrow(
      'expired',
    );
  });
});
