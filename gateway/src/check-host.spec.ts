import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAddressList } from './address-list.js';
import { isAllowedHost } from './check-host.js';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';

let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await startFixture({ allowedHosts: new Set(['mojian.example']) });
});
afterAll(() => fixture.close());

const path = `${mini}/trending`;
const statusWith = async (headers: Record<string, string>, from = fixture): Promise<unknown> => {
  const reply = await from.send({ path, headers });
  return reply.status === 200
    ? from.upstreams.agent.received.at(-1)?.headers['x-forwarded-host']
    : [reply.status, reply.headers['x-error-code']];
};

describe('the host that links are made of', () => {
  it.each(['mojian.example', 'MOJIAN.example:8443', 'localhost:8083', '127.0.0.1', '127.9.9.9:1', '[::1]:8083'])(
    'may be %s',
    async (host) => {
      expect(await statusWith({ host })).toBe(host);
    },
  );

  it.each([
    'evil.example',
    'mojian.example.evil.example',
    'evil-mojian.example',
    'localhost.evil.example',
    '10.0.0.1',
    '169.254.169.254',
    '[2001:db8::1]',
    '2130706433',
  ])('B21: may not be %s', async (host) => {
    expect(await statusWith({ host })).toEqual([400, 'HEADER_REFUSED']);
    expect(await statusWith({ host, 'x-forwarded-host': 'mojian.example' })).toEqual([400, 'HEADER_REFUSED']);
  });

  it('B21: is never what X-Forwarded-Host of a stranger says', async () => {
    const headers = { host: 'mojian.example', 'x-forwarded-host': 'evil.example', 'x-host': 'evil.example' };
    expect(await statusWith({ ...headers, forwarded: 'host=evil.example' })).toBe('mojian.example');
  });

  it('may be the address that the connection came in by: a phone in the same network', () => {
    const none = new Set<string>();
    expect(isAllowedHost('192.168.1.5:8083', none, '192.168.1.5')).toBe(true);
    expect(isAllowedHost('192.168.1.5:8083', none, '::ffff:192.168.1.5')).toBe(true);
    expect(isAllowedHost('[fd00::5]:8083', none, 'fd00::5')).toBe(true);
    expect(isAllowedHost('192.168.1.6:8083', none, '192.168.1.5')).toBe(false);
    expect(isAllowedHost('192.168.1.5', none, undefined)).toBe(false);
  });

  it('may be any where a proxy in front checks it', async () => {
    const open = await startFixture({ allowedHosts: 'any' });
    expect(await statusWith({ host: 'whatever.example' }, open)).toBe('whatever.example');
    await open.close();
  });
});

describe('a proxy in front', () => {
  it('B18: is believed by its address, and by no other', async () => {
    const ours = await startFixture({ trustedProxies: parseAddressList('127.0.0.0/8, 10.0.0.0/8') ?? 0 });
    const strange = await startFixture({ trustedProxies: parseAddressList('192.0.2.0/24') ?? 0 });
    const headers = { 'x-forwarded-for': 'spoofed, 6.6.6.6, 9.9.9.9, 10.0.0.1', 'x-forwarded-proto': 'https' };
    for (const [gateway, address, proto] of [
      [ours, '9.9.9.9', 'https'],
      [strange, '127.0.0.1', 'http'],
    ] as const) {
      await gateway.send({ path, headers });
      expect(gateway.upstreams.agent.received.at(-1)?.headers).toMatchObject({
        'x-forwarded-for': address,
        'x-forwarded-proto': proto,
      });
      await gateway.close();
    }
  });

  it('is not believed to stand before something that is no address', async () => {
    const proxied = await startFixture({ trustedProxies: 3 });
    await proxied.send({ path, headers: { 'x-forwarded-for': `unknown, ${'x'.repeat(100)}, 9.9.9.9` } });
    expect(proxied.upstreams.agent.received.at(-1)?.headers['x-forwarded-for']).toBe('9.9.9.9');
    await proxied.close();
  });
});

describe('B21: what is a user’s own', () => {
  it('is for no cache, whatever name is put behind it', async () => {
    const me = await fixture.logIn();
    const own = await fixture.send({ path: `${mini}/auth/userinfo`, headers: { ...me.headers } });
    expect([own.status, own.headers['cache-control']]).toEqual([200, 'no-store']);
    for (const tail of ['/x.css', '.css', '/..%2fx.js', ';x.css', '%0ax.css', '?x.css']) {
      const reply = await fixture.send({ path: `${mini}/auth/userinfo${tail}`, headers: { ...me.headers } });
      expect(reply.headers['cache-control']).toBe('no-store');
      if (tail !== '?x.css') expect([400, 404]).toContain(reply.status);
    }
  });
});
