import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '@mojian/contracts/audit';
import { waitFor } from '@mojian/testing/wait-for';
import { z } from 'zod';
import { parseAddressList } from './address-list.js';
import { type GatewayFixture, mini, startFixture } from './gateway.fixture.js';
import { json } from './upstream.fixture.js';

const refusals = '/internal/audit/refusals';
const Sent = z.object({ entries: z.array(AuditEntry) });
const protection = { verifyTokens: true, limitRates: true, auditRefusals: true, brakeRoutes: true };

let fixture: GatewayFixture;
beforeEach(async () => {
  const limits = { quota: { count: 1, seconds: 60 } };
  fixture = await startFixture({ protection, limits, adminAddresses: parseAddressList('192.0.2.1') });
  fixture.upstreams.user.answer(refusals, json({ kept: 1 }));
});
afterEach(() => fixture.close());

const rows = (): AuditEntry[] =>
  fixture.upstreams.user.received
    .filter(({ url }) => url === refusals)
    .flatMap(({ body }) => Sent.parse(JSON.parse(body)).entries);
const rowOf = (errorCode: string) =>
  waitFor(() => rows().find((row) => row.error_code === errorCode), { what: `the row of ${errorCode}` });
const userinfo = `${mini}/auth/userinfo`;

describe('what the gateway refuses', () => {
  it('I8: leaves a row that says who, from where, what and why', async () => {
    const me = await fixture.logIn({ state: { alive: false } });
    const headers = { ...me.headers, 'user-agent': `wx ${'x'.repeat(400)}`, 'x-request-id': 'a-request-1' };
    await fixture.send({ path: `${userinfo}?token=secret`, headers });
    expect(await rowOf('TOKEN_REVOKED')).toEqual({
      service: 'gateway',
      action: 'auth.userinfo',
      operation: 'permission_check',
      result: 'blocked',
      actor: 'user',
      user_id: me.userId,
      resource_type: null,
      resource_id: null,
      request_id: 'a-request-1',
      address: '127.0.0.1',
      agent: `wx ${'x'.repeat(297)}`,
      method: 'GET',
      status: 401,
      error_code: 'TOKEN_REVOKED',
      before: null,
      after: null,
      details: { reason: 'the session has ended', method: 'GET', path: userinfo },
      at: expect.any(String),
    });
  });

  it('I8: is told for access, limits, load and malformed requests, and for nothing else', async () => {
    const me = await fixture.logIn({ state: { role: 'admin' } });
    const quota = `${mini}/users/${me.userId}/quota`;
    await fixture.send({ path: '/nowhere' });
    await fixture.send({ path: userinfo });
    await fixture.send({ path: userinfo, headers: { 'x-api-key': 'mj_x' } });
    await fixture.send({ path: '/api/v1/admin/audit-logs', headers: { ...me.headers } });
    await fixture.send({ path: quota, headers: { ...me.headers } });
    await fixture.send({ path: quota, headers: { ...me.headers } });
    await fixture.send({ path: `${mini}/%2e%2e/${'x'.repeat(300)}` });
    await fixture.send({ method: 'POST', path: `${mini}/auth/login`, body: ' '.repeat(1024 * 1024 + 1) });
    await fixture.raw('GET / HTTP/1.1\r\nHost: g\r\nBad Header: x\r\n\r\n');
    const codes = ['TOKEN_MISSING', 'API_KEY_REFUSED', 'ADDRESS_REFUSED', 'RATE_LIMITED', 'PATH_NOT_CANONICAL'];
    for (const code of [...codes, 'BODY_TOO_LARGE', 'HEADER_REFUSED']) await rowOf(code);
    expect(rows().some((row) => row.error_code === 'ROUTE_NOT_FOUND')).toBe(false);
    expect(await rowOf('ADDRESS_REFUSED')).toMatchObject({ user_id: me.userId, actor: 'user', status: 403 });
    expect(await rowOf('RATE_LIMITED')).toMatchObject({ user_id: me.userId, operation: 'security_event' });
    const odd = await rowOf('PATH_NOT_CANONICAL');
    expect([odd.action, String(odd.details.path).length]).toEqual(['http.none', 200]);
    expect(await rowOf('HEADER_REFUSED')).toMatchObject({ address: '127.0.0.1', request_id: null });
  });

  it('I8: does not wait for the audit, and reaches it when it is back', async () => {
    fixture.upstreams.user.answer(refusals, () => undefined);
    const asked = performance.now();
    for (let i = 0; i < 5; i += 1) expect((await fixture.send({ path: userinfo })).status).toBe(401);
    expect(performance.now() - asked).toBeLessThan(500);
    const isLogged = () => fixture.log.some(({ event }) => event === 'audit.not_written');
    await waitFor(isLogged, { what: 'the failure of the audit' });
    fixture.upstreams.user.answer(refusals, json({ kept: 5 }));
    const before = fixture.upstreams.user.received.length;
    const written = () => fixture.upstreams.user.received.slice(before).some(({ url }) => url === refusals);
    await waitFor(written, { what: 'the rows to be written' });
  });

  it('I8: of a flood of equal ones a few, and how many there were', async () => {
    fixture.holdClock();
    await Promise.all(Array.from({ length: 40 }, () => fixture.send({ path: userinfo })));
    await rowOf('TOKEN_MISSING');
    fixture.advance(2);
    const repeated = () => rows().find(({ details }) => details.repeated !== undefined);
    expect((await waitFor(repeated, { what: 'the row that counts' })).details.repeated).toBe(30);
    expect(rows()).toHaveLength(11);
  });

  it('leaves nothing where auditing is switched off', async () => {
    const silent = await startFixture({ protection: { ...protection, auditRefusals: false } });
    expect((await silent.send({ path: userinfo })).status).toBe(401);
    // By the time that this one's row has come, the other's would have too.
    await fixture.send({ path: userinfo });
    await rowOf('TOKEN_MISSING');
    expect(silent.upstreams.user.received).toEqual([]);
    await silent.close();
  });
});
