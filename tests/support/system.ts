import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, isPortFree } from '@mojian/embedded-stores/ports';
import { testDatabase } from '@mojian/testing/test-database';
import { testRedis } from '@mojian/testing/test-redis';
import { Redis } from 'ioredis';
import pg from 'pg';
import { ServiceProcess } from './service-process.js';

const secret = (): string => randomBytes(32).toString('base64url');

/** The whole product on stores and ports of its own: every process is the real one. */
export class System {
  private constructor(
    readonly baseUrl: string,
    /** As the owner of the schemas. */
    readonly database: pg.Pool,
    readonly redis: Redis,
    private readonly env: Readonly<Record<string, string>>,
    private readonly closing: (() => Promise<unknown>)[],
  ) {}

  static async start(overrides: Readonly<Record<string, string>> = {}): Promise<System> {
    const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
    const folder = await mkdtemp(join(tmpdir(), 'mojian-e2e-'));
    const { env, port } = await environment({ database, redis, folder });
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
    const client = new Redis(redis.url);
    const system = new System(`http://127.0.0.1:${port('GATEWAY_PORT')}`, pool, client, { ...env, ...overrides }, [
      () => rm(folder, { recursive: true, force: true }),
      () => database.drop(),
      () => redis.close(),
      async () => client.disconnect(),
      () => pool.end(),
    ]);
    try {
      await system.launchAll();
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  /** Another worker beside those that run. */
  async startWorker(): Promise<ServiceProcess> {
    const metricsPort = await findFreePort();
    return this.launch('worker', 'services/agent/dist/worker.js', metricsPort, {
      WORKER_METRICS_PORT: String(metricsPort),
    });
  }

  async stop(): Promise<void> {
    // Last started, first stopped; one that fails to stop keeps none of the others alive.
    const results: PromiseSettledResult<unknown>[] = [];
    for (const close of [...this.closing].reverse()) results.push(...(await Promise.allSettled([close()])));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async launchAll(): Promise<void> {
    const metricsPort = (name: string) => Number(this.env[name]) + METRICS_OFFSET;
    await this.launch('user', 'services/user/dist/main.js', metricsPort('USER_PORT'));
    await Promise.all([
      this.launch('postcard', 'services/postcard/dist/main.js', metricsPort('POSTCARD_PORT')),
      this.launch('agent', 'services/agent/dist/main.js', metricsPort('AGENT_PORT')),
    ]);
    await this.launch('gateway', 'gateway/dist/main.js', metricsPort('GATEWAY_PORT'));
  }

  private async launch(
    name: string,
    entry: string,
    metricsPort: number,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    const started = await ServiceProcess.start({ name, entry, env: { ...this.env, ...more }, metricsPort });
    this.closing.push(() => started.stop());
    return started;
  }
}

const PORTS = ['GATEWAY_PORT', 'CARD_PORT', 'USER_PORT', 'POSTCARD_PORT', 'AGENT_PORT'] as const;

/** Every process answers `/ready` on its port + 1000. */
const METRICS_OFFSET = 1000;
const HIGHEST_PORT = 65_535;

async function findPortPair(): Promise<number> {
  for (;;) {
    const port = await findFreePort();
    if (port + METRICS_OFFSET <= HIGHEST_PORT && (await isPortFree(port + METRICS_OFFSET))) return port;
  }
}

interface Stores {
  readonly database: { readonly url: string; readonly ownerUrl: string };
  readonly redis: { readonly url: string };
  readonly folder: string;
}

async function environment({ database, redis, folder }: Stores) {
  const ports = new Map<string, number>();
  for (const name of PORTS) ports.set(name, await findPortPair());
  const port = (name: (typeof PORTS)[number]): number => ports.get(name) ?? 0;
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    WECHAT_MOCK_LOGIN: 'true',
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    REDIS_URL: redis.url,
    STORAGE_DIR: folder,
    JWT_SECRET_KEY: secret(),
    INTERNAL_IDENTITY_KEY: secret(),
    USER_SERVICE_URL: `http://127.0.0.1:${port('USER_PORT')}`,
    POSTCARD_SERVICE_URL: `http://127.0.0.1:${port('POSTCARD_PORT')}`,
    AGENT_SERVICE_URL: `http://127.0.0.1:${port('AGENT_PORT')}`,
    ...Object.fromEntries([...ports].map(([name, value]) => [name, String(value)])),
  };
  return { env, port };
}
