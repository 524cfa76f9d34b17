import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { waitFor as waitUntil } from '@mojian/testing/wait-for';
import { auditRow } from '../data/audit-row.fixture.js';
import { startFixture, type UserServiceFixture } from '../user-service.fixture.js';

/** Each step is a sweep, of which there is one a second. */
const timeoutMs = 15_000;
jest.setTimeout(4 * timeoutMs);
const waitFor = <T>(condition: () => T | Promise<T>, { what }: { what: string }) =>
  waitUntil(condition, { what, timeoutMs });

/** Something that takes alerts, or does not. */
async function startReceiver(status: number) {
  const received: { path: string | undefined; body: Record<string, unknown> }[] = [];
  const server: Server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      received.push({ path: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { received, url: `http://127.0.0.1:${port}/alerts`, close };
}

describe('alerts', () => {
  let service: UserServiceFixture | undefined;
  const closers: (() => void)[] = [];

  const start = async (variables: Record<string, string> = {}) => {
    const fixture = await startFixture({ WECHAT_MOCK_LOGIN: 'true', ...variables });
    service = fixture;
    const alerts = () =>
      fixture.sql('SELECT severity, attempts, outcome, details FROM users.alert ORDER BY created_at');
    /** Each makes one event of the severity high. */
    const raise = (count: number) =>
      fixture.sql('SELECT audit.append($1::jsonb)', [
        JSON.stringify(
          Array.from({ length: count }, () => auditRow({ user_id: randomUUID(), details: { refresh: 'reused' } })),
        ),
      ]);
    const lines = (event: string) => fixture.log.filter((line) => line.event === event);
    return { fixture, alerts, raise, lines };
  };
  const receiver = async (status: number) => {
    const made = await startReceiver(status);
    closers.push(made.close);
    return made;
  };
  afterEach(async () => {
    await service?.close();
    for (const close of closers.splice(0)) close();
  });

  it('are told once in the log when events of a severity become too many within an hour', async () => {
    const { fixture, alerts, raise, lines } = await start();
    await raise(1);
    await waitFor(() => lines('security.event').length === 1, { what: 'the first event' });
    expect(await alerts()).toEqual([]);
    await raise(3);
    await waitFor(() => lines('security.alert').length === 1, { what: 'the alert' });
    await raise(1);
    await waitFor(() => lines('security.event').length === 5, { what: 'the event after it' });
    const details = { events: 4, threshold: 2, within_seconds: 3600, types: { unauthorized_access: 4 } };
    await waitFor(async () => (await alerts())[0]?.outcome, { what: 'the alert to end' });
    expect(await alerts()).toEqual([{ severity: 'high', attempts: 1, outcome: 'logged', details }]);
    expect(lines('security.alert')[0]).toMatchObject({ level: 'error', severity: 'high', details });
    fixture.advance(301);
    await raise(1);
    await waitFor(() => lines('security.alert').length === 2, { what: 'the alert after the cool-down' });
  });

  it('are posted to the webhook', async () => {
    const { received, url } = await receiver(204);
    const { alerts, raise } = await start({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_ALLOW_PRIVATE: 'true' });
    await raise(2);
    await waitFor(async () => (await alerts())[0]?.outcome === 'sent', { what: 'the alert to be sent' });
    expect(received).toEqual([
      { path: '/alerts', body: expect.objectContaining({ severity: 'high', subject: 'security_events.high' }) },
    ]);
  });

  it('are posted again after a pause, over a restart too, and given up after six tries', async () => {
    const { received, url } = await receiver(500);
    const { fixture, alerts, raise, lines } = await start({
      ALERT_WEBHOOK_URL: url,
      ALERT_WEBHOOK_ALLOW_PRIVATE: 'true',
    });
    await raise(2);
    for (const [tries, pause] of [10, 20, 40, 80, 160].entries()) {
      await waitFor(() => lines('alert.not_sent').length === tries + 1, { what: `try ${tries + 1} to fail` });
      if (tries === 2) await fixture.restart({});
      fixture.advance(pause + 1);
    }
    await waitFor(async () => (await alerts())[0]?.outcome === 'given_up', { what: 'the alert to be given up' });
    expect([received.length, lines('security.alert').length]).toEqual([6, 1]);
  });

  it('C7: go to no private address unless whoever runs the system says so', async () => {
    const { received, url } = await receiver(204);
    const { raise, lines } = await start({ ALERT_WEBHOOK_URL: url });
    await raise(2);
    await waitFor(() => lines('alert.not_sent').length === 1, { what: 'the alert to fail' });
    expect(lines('alert.not_sent')[0]).toMatchObject({ error: { error_code: 'URL_REFUSED' } });
    expect(received).toEqual([]);
  });

  it('are not made where monitoring is off, which is told at the start', async () => {
    const { fixture, raise, lines } = await start();
    await fixture.restart({ SECURITY_MONITORING_ENABLED: 'false' });
    expect(lines('security.off')).toEqual([
      expect.objectContaining({ level: 'warn', flags: ['SECURITY_MONITORING_ENABLED'] }),
    ]);
    await raise(2);
    await fixture.restart({ SECURITY_MONITORING_ENABLED: 'false' });
    await waitFor(() => lines('audit.head').length > 0, { what: 'the other sweep of the service' });
    expect(await fixture.sql('SELECT FROM users.detection_cursor')).toEqual([]);
    expect(await fixture.sql('SELECT FROM users.security_event')).toEqual([]);
  });
});
