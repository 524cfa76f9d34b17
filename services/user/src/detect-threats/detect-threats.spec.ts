import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AuditEntry } from '@mojian/contracts/audit';
import { waitFor } from '@mojian/testing/wait-for';
import { auditRow } from '../data/audit-row.fixture.js';
import type { DetectionRule } from '../domain/detection-rule.js';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';
import { detectionRules } from './detection-rules.js';

/** Each step is a sweep, of which there is one a second. */
jest.setTimeout(30_000);

const reasons: Readonly<Record<string, string>> = {
  token_forged: 'access token refused: other algorithm or type',
  admin_rights_wanted: 'route admin.list-audit-logs needs admin:access',
};

let addresses = 0;
const nextAddress = (): string => {
  addresses += 1;
  return `203.0.113.${addresses % 250}:${addresses}`;
};

/** Rows of one and the same that this rule counts. */
function rowsFor(rule: DetectionRule, count: number) {
  const who = { user_id: randomUUID(), address: nextAddress() };
  const rows = Array.from({ length: count }, () =>
    auditRow({
      service: 'gateway',
      action: rule.match.actions?.[0] ?? 'some.route',
      result: rule.match.results?.[0] ?? 'blocked',
      error_code: rule.match.errorCodes?.[0] ?? null,
      user_id: rule.distinct === 'users' ? randomUUID() : who.user_id,
      address: rule.distinct === 'addresses' ? nextAddress() : who.address,
      details: { reason: reasons[rule.name] ?? 'no reason', ...rule.match.details?.[0] },
    }),
  );
  const key = {
    user_id: rule.by.includes('user') ? who.user_id : null,
    address: rule.by.includes('address') ? who.address : null,
  };
  return { rows, key };
}

describe('the detection', () => {
  let service: UserServiceFixture;
  let others: Awaited<ReturnType<UserServiceFixture['another']>>[] = [];

  const append = (...entries: AuditEntry[]) => service.sql('SELECT audit.append($1::jsonb)', [JSON.stringify(entries)]);
  const events = (rule: string, key: Record<string, unknown>) =>
    service.sql(
      `SELECT type, severity, details FROM users.security_event
        WHERE rule = $1 AND user_id IS NOT DISTINCT FROM $2 AND address IS NOT DISTINCT FROM $3 ORDER BY created_at`,
      [rule, key.user_id, key.address],
    );
  const lookedAt = () =>
    waitFor(
      async () => {
        const behind = await service.sql(
          `SELECT FROM audit.head LEFT JOIN users.detection_cursor known USING (service, day)
            WHERE head.seq > coalesce(known.seq, 0)`,
        );
        return behind.length === 0;
      },
      { what: 'all rows to be looked at', timeoutMs: 10_000 },
    );

  beforeAll(async () => {
    service = await startFixture({ WECHAT_MOCK_LOGIN: 'true' });
    others = [await service.another(), await service.another()];
  });
  afterAll(async () => {
    await Promise.all(others.map(({ close }) => close()));
    await service.close();
  });

  it('has a rule for each type of event, and names each once', () => {
    expect(new Set(detectionRules.map(({ name }) => name)).size).toBe(detectionRules.length);
    expect(new Set(detectionRules.map(({ type }) => type)).size).toBe(8);
  });

  describe('sees what reaches the threshold, and nothing below it:', () => {
    const cases = detectionRules.map((rule) => ({
      rule,
      name: rule.name,
      over: rowsFor(rule, rule.count),
      under: rowsFor(rule, rule.count - 1),
    }));
    beforeAll(async () => {
      for (const { over, under } of cases) await append(...over.rows, ...under.rows);
      await lookedAt();
    });

    it.each(cases)('$name', async ({ rule, over, under }) => {
      const [event] = await events(rule.name, over.key);
      expect(event).toMatchObject({
        type: rule.type,
        severity: rule.severity,
        details: { threshold: rule.count, window_seconds: rule.windowSeconds },
      });
      if (rule.by.length > 0) expect(await events(rule.name, under.key)).toEqual([]);
    });
  });

  it('A10: makes one event of a refresh token used twice, however many processes look for it', async () => {
    const user_id = randomUUID();
    const reused = { operation: 'security_event', result: 'blocked', details: { refresh: 'reused' }, user_id } as const;
    await Promise.all(
      (['user', 'postcard', 'gateway'] as const).map((name) => append(auditRow({ ...reused, service: name }))),
    );
    await lookedAt();
    expect(await events('refresh_token_reused', { user_id, address: null })).toEqual([
      expect.objectContaining({ severity: 'high', details: expect.objectContaining({ seen: 3 }) }),
    ]);
  });

  it('counts on in the same event while it cools down, and begins another afterwards', async () => {
    const [address, user_id] = [nextAddress(), null];
    const forged = () =>
      append(
        auditRow({
          error_code: 'TOKEN_INVALID',
          details: { reason: reasons.token_forged },
          address,
          result: 'blocked',
        }),
      );
    for (let time = 0; time < 2; time += 1) {
      await forged();
      await lookedAt();
    }
    expect(await events('token_forged', { user_id, address })).toEqual([
      expect.objectContaining({ details: expect.objectContaining({ seen: 2, repeated: 1 }) }),
    ]);
    service.advance(301);
    await forged();
    await lookedAt();
    expect(await events('token_forged', { user_id, address })).toHaveLength(2);
  });

  it('counts a row that stands for many as many', async () => {
    const address = nextAddress();
    await append(
      auditRow({ error_code: 'RATE_LIMITED', result: 'blocked', address, details: { repeated: 99 } }),
      auditRow({ error_code: 'RATE_LIMITED', result: 'blocked', address }),
    );
    await lookedAt();
    expect(await events('rate_limited_address', { user_id: null, address })).toEqual([
      expect.objectContaining({ details: expect.objectContaining({ seen: 100 }) }),
    ]);
  });

  it('A1: a forged internal identity leaves a critical event', async () => {
    expect(await service.bare('/internal/sessions/none')).toBe(401);
    await waitFor(
      async () => {
        const rows = await service.sql(
          "SELECT severity FROM users.security_event WHERE rule = 'internal_identity_forged'",
        );
        return rows.length > 1;
      },
      { what: 'the event of the forged identity', timeoutMs: 10_000 },
    );
  });

  it('forgets events and alerts after 30 days', async () => {
    service.advance(31 * 86_400);
    await service.restart({});
    await waitFor(async () => (await service.sql('SELECT FROM users.security_event')).length === 0, {
      what: 'old events to be forgotten',
    });
  });
});
