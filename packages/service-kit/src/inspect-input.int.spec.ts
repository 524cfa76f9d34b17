import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import type { AuditEntry } from '@mojian/contracts/audit';
import { testRedis } from '@mojian/testing/test-redis';
import { key, startSpecService, user } from './spec-service.fixture.js';

describe.each([true, false])('a service that inspects input: %s', (inspects) => {
  const rows: AuditEntry[] = [];
  const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
  let store: Awaited<ReturnType<typeof testRedis>>;
  let service: Awaited<ReturnType<typeof startSpecService>>;
  beforeAll(async () => {
    store = await testRedis();
    const appendAudit = async (entries: readonly AuditEntry[]) => void rows.push(...entries);
    service = await startSpecService(store.url, logger, { appendAudit, inspectInput: inspects });
  });
  afterAll(async () => {
    await service.close();
    await store.close();
  });

  /** The buffer is written several times a second. */
  const waitForRows = async (): Promise<void> => {
    while (rows.length < (inspects ? 4 : 3)) await pause(20);
  };
  const send = (method: 'GET' | 'POST', path: string, body?: object): Promise<Response> => {
    const { userId: id, ...rest } = user;
    const signed = {
      aud: 'postcard',
      method,
      path,
      caller: 'gateway' as const,
      request_id: 'r1',
      user: { id, ...rest },
    };
    return fetch(`http://127.0.0.1:${service.port}${path}`, {
      method,
      headers: { [internalIdentityHeader]: signInternalIdentity(signed, key), 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  };

  it('serves whatever people write, and marks the rows of calls that look like an attack', async () => {
    const echo = '/api/v1/miniprogram/echo';
    const answers = [
      await send('POST', `${echo}/7`, { text: '<script>' }),
      await send('POST', `${echo}/8`, { text: '你好' }),
      await send('POST', `${echo}/9`, { text: "x' or '1'='1" }),
      await send('GET', '/c/..%5C..%5Cetc'),
      await send('GET', '/c/hello'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 200, 200]);
    await waitForRows();
    const told = rows.map(({ action, result, details }) => [action, result, details.suspicion]);
    const marked = (kind: string) => (inspects ? [kind] : undefined);
    expect(told).toEqual([
      ['spec.echo', 'success', marked('script')],
      ['spec.echo', 'success', undefined],
      ['spec.echo', 'failure', marked('sql')],
      ...(inspects ? [['spec.show', 'success', ['path_traversal']]] : []),
    ]);
  });
});
