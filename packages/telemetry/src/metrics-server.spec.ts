import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.js';
import { type MetricsServer, startMetricsServer } from './metrics-server.js';

describe('startMetricsServer', () => {
  let server: MetricsServer | undefined;
  afterEach(() => server?.close());

  it('answers metrics, health and readiness', async () => {
    const metrics = createMetrics('user');
    metrics.observeHttp({ method: 'GET', route: 'auth.userinfo', status: 200, seconds: 0.02 });
    const states = [true, false];
    server = await startMetricsServer({
      port: 0,
      host: '127.0.0.1',
      registry: metrics.registry,
      health: async () => ({ ready: states.shift() ?? false, checks: { redis: 'up' } }),
    });
    const get = (path: string) => fetch(`http://127.0.0.1:${server?.port}${path}`);

    const text = await (await get('/metrics')).text();
    expect(text).toContain(
      'http_request_seconds_count{service="user",method="GET",route="auth.userinfo",status="200"} 1',
    );
    expect(text).toContain('process_cpu_user_seconds_total');
    expect((await get('/health')).status).toBe(200);
    expect((await get('/ready')).status).toBe(200);
    const notReady = await get('/ready?x=1');
    expect([notReady.status, await notReady.json()]).toEqual([503, { ready: false, checks: { redis: 'up' } }]);
    expect((await get('/else')).status).toBe(404);
  });
});
