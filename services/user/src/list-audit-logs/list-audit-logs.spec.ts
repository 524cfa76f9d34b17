import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityUser } from '@mojian/contracts/identity';
import { waitFor } from '@mojian/testing/wait-for';
import { auditRow } from '../data/audit-row.fixture.js';
import { mini, startFixture, type UserServiceFixture } from '../user-service.fixture.js';

const admin: IdentityUser = {
  id: randomUUID(),
  role: 'admin',
  plan: 'free',
  sessionId: randomUUID(),
  apiKey: null,
  audience: 'web',
};
const logs = '/api/v1/admin/audit-logs';
const events = '/api/v1/admin/security-events';
const refusals = '/internal/audit/refusals';

describe('the audit', () => {
  let service: UserServiceFixture;
  const alice = randomUUID();

  const append = (...entries: ReturnType<typeof auditRow>[]) =>
    service.sql('SELECT audit.append($1::jsonb)', [JSON.stringify(entries)]);
  const list = async (query: string, path = logs) => {
    const { status, json } = await service.send('GET', `${path}?${query}`, { user: admin });
    expect([query, status]).toEqual([query, 200]);
    return json as { items: Record<string, unknown>[]; total: number; page: number; total_pages: number };
  };
  const rowsOf = (text: string) => service.sql(`SELECT action, result, error_code FROM audit.entry WHERE ${text}`);

  beforeAll(async () => {
    service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
    await append(
      ...Array.from({ length: 25 }, (_, count) =>
        auditRow({
          service: 'postcard',
          action: 'postcard.create',
          operation: 'postcard_create',
          user_id: alice,
          resource_type: 'postcard',
          resource_id: `card-${count}`,
          request_id: `request-${count}`,
          address: '203.0.113.9',
          agent: 'spec/1',
          at: new Date(Date.UTC(2026, 10, 1, 0, count)).toISOString(),
        }),
      ),
    );
  });
  afterAll(() => service.close());

  it('is listed newest first in pages, with everything that is known', async () => {
    const first = await list(`user_id=${alice}`);
    const second = await list(`user_id=${alice}&page=2`);
    expect([first.total, first.total_pages, first.items.length, second.items.length]).toEqual([25, 2, 20, 5]);
    expect(first.items[0]).toEqual({
      id: expect.any(String),
      at: '2026-11-01T00:24:00.000Z',
      service: 'postcard',
      action: 'postcard.create',
      operation: 'postcard_create',
      result: 'success',
      actor: 'user',
      user_id: alice,
      subject: expect.any(String),
      resource_type: 'postcard',
      resource_id: 'card-24',
      request_id: 'request-24',
      address: '203.0.113.9',
      agent: 'spec/1',
      method: 'GET',
      status: null,
      error_code: null,
      before: null,
      after: null,
      details: {},
    });
  });

  it.each([
    ['service=postcard', 25],
    ['action=postcard.create', 25],
    ['operation=postcard_create&actor=user', 25],
    ['operation=quota_consume', 0],
    ['resource_type=postcard&resource_id=card-3', 1],
    ['request_id=request-7', 1],
    ['address=203.0.113.9', 25],
    ['address=203.0.113.10', 0],
    ['error_code=NOT_OWNER', 0],
    ['result=error', 0],
    ['service=postcard&from=2026-11-01T00:05:00Z&to=2026-11-01T00:10:00Z', 5],
    [`user_id=${randomUUID()}`, 0],
  ])('is found by %s', async (query, total) => {
    expect((await list(query)).total).toBe(total);
  });

  it('refuses filters and pages that are none', async () => {
    for (const query of ['result=maybe', 'user_id=x', 'from=yesterday', 'page=0', 'page_size=101', 'page=1e9']) {
      expect((await service.send('GET', `${logs}?${query}`, { user: admin })).status).toBe(400);
    }
  });

  it('keeps a refusal of its own call, and no row of a refused reading is lost', async () => {
    const nobody: IdentityUser = { ...admin, id: randomUUID(), role: 'user' };
    expect((await service.send('GET', logs, { user: nobody, address: '203.0.113.77' })).status).toBe(403);
    const refused = await waitFor(async () => (await list(`user_id=${nobody.id}`)).items[0], {
      what: 'the row of the refusal',
    });
    expect(refused).toMatchObject({
      action: 'admin.list-audit-logs',
      result: 'blocked',
      error_code: 'PERMISSION_DENIED',
      status: 403,
      address: '203.0.113.77',
    });
  });

  it('I8: takes refusals from the gateway alone, and of the gateway alone', async () => {
    const refusal = auditRow({
      service: 'gateway',
      action: 'gateway.refuse',
      result: 'blocked',
      error_code: 'TOKEN_MISSING',
    });
    const kept = await service.send('POST', refusals, { body: { entries: [refusal, refusal] } });
    expect([kept.status, kept.json]).toEqual([200, { kept: 2 }]);
    expect(await rowsOf("service = 'gateway'")).toHaveLength(2);

    const foreign = await service.send('POST', refusals, {
      body: { entries: [refusal, auditRow({ service: 'user' })] },
    });
    expect(foreign.status).toBe(401);
    const agent = await service.send('POST', refusals, { body: { entries: [refusal] }, caller: 'agent' });
    expect([agent.status, agent.headers.get('x-error-code')]).toEqual([401, 'IDENTITY_REFUSED']);
    expect(await rowsOf("service = 'gateway'")).toHaveLength(2);
  });

  describe('security events', () => {
    const id = randomUUID();
    beforeAll(async () => {
      await service.sql(
        `INSERT INTO users.security_event (id, type, severity, rule, user_id, address, details, created_at)
         VALUES ($1, 'brute_force', 'high', 'spec', $2, '203.0.113.5', '{"seen": 5}', '2026-11-01'),
                (gen_random_uuid(), 'malicious_input', 'low', 'spec', NULL, '203.0.113.6', '{}', '2026-11-02')`,
        [id, alice],
      );
    });

    it('are listed newest first and found by what they say', async () => {
      const all = await list('from=2026-11-01T00:00:00Z&to=2026-11-03T00:00:00Z', events);
      expect(all.items.map(({ severity }) => severity)).toEqual(['low', 'high']);
      for (const query of [
        'type=brute_force&resolved=false',
        'severity=high',
        `user_id=${alice}`,
        'address=203.0.113.5',
      ])
        expect((await list(query, events)).items.map((item) => item.id)).toEqual([id]);
    });

    it('I10: are resolved once, by an admin, and audited with before and after', async () => {
      const resolve = (event: string, user = admin) =>
        service.send('POST', `${events}/${event}/resolve`, { user, body: { reason: 'a drill' } });
      const first = await resolve(id);
      expect(first.json).toMatchObject({ id, resolved_by: admin.id, details: { seen: 5 } });
      expect((await resolve(id, { ...admin, id: randomUUID() })).json).toMatchObject({ resolved_by: admin.id });
      expect(await list('resolved=true', events)).toMatchObject({ total: 1 });
      const audited = await service.sql(
        "SELECT before, after, details FROM audit.entry WHERE resource_type = 'security_event'",
      );
      expect(audited).toEqual([
        {
          before: { resolved_at: null, resolved_by: null },
          after: { resolved_at: expect.any(String), resolved_by: admin.id },
          details: { reason: 'a drill', type: 'brute_force', severity: 'high' },
        },
      ]);
      const missing = await resolve(randomUUID());
      expect([missing.status, missing.headers.get('x-error-code')]).toEqual([404, 'SECURITY_EVENT_NOT_FOUND']);
    });
  });

  it('records nothing where auditing is off, which is told at the start', async () => {
    const count = async () => (await service.sql('SELECT FROM audit.entry')).length;
    await service.restart({ SECURITY_AUDIT_LOGGING_ENABLED: 'false' });
    const before = await count();
    expect((await service.post(`${mini}/auth/login`, { code: 'test_off' })).body.code).toBe(0);
    expect((await service.send('GET', logs)).status).toBe(401);
    const refusal = auditRow({ service: 'gateway', result: 'blocked' });
    expect((await service.send('POST', refusals, { body: { entries: [refusal] } })).json).toEqual({ kept: 0 });
    expect(service.log).toContainEqual(
      expect.objectContaining({ event: 'security.off', flags: ['SECURITY_AUDIT_LOGGING_ENABLED'] }),
    );
    // Whatever still waits is written when the service ends.
    await service.restart({ SECURITY_AUDIT_LOGGING_ENABLED: 'false' });
    expect(await count()).toBe(before);
  });
});
