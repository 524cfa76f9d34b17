import { randomBytes } from 'node:crypto';
import { findFreePort, isPortFree } from '@mojian/embedded-stores/ports';
import type { Network, ProcessKind } from './network.js';

interface Stores {
  readonly database: { readonly url: string; readonly ownerUrl: string };
  readonly redis: { readonly url: string };
}

/** How many processes of each kind there are. */
export interface Instances {
  readonly user: number;
  readonly postcard: number;
  readonly agent: number;
  readonly gateway: number;
}

/** Of one process: what it is told, and where it says whether it is ready. */
export interface Seat {
  readonly kind: ProcessKind;
  readonly name: string;
  readonly port: number;
  readonly metricsPort: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Every process answers `/ready` on its port + 1000. */
const METRICS_OFFSET = 1000;
const HIGHEST_PORT = 65_535;

const secret = (): string => randomBytes(32).toString('base64url');
const local = (port: number): string => `http://127.0.0.1:${port}`;

async function findPortPair(): Promise<number> {
  for (;;) {
    const port = await findFreePort();
    if (port + METRICS_OFFSET <= HIGHEST_PORT && (await isPortFree(port + METRICS_OFFSET))) return port;
  }
}

interface EnvironmentOptions {
  readonly stores: Stores;
  readonly folder: string;
  readonly network: Network | undefined;
  readonly overrides: Readonly<Record<string, string>>;
}

/** Variables of all processes of one system: secrets, stores and ports of its own. */
export class SystemEnvironment {
  private readonly ports = new Map<string, number>();
  private readonly secrets = { JWT_SECRET_KEY: secret(), INTERNAL_IDENTITY_KEY: secret() };
  private workers = 0;

  private constructor(
    private readonly instances: Instances,
    private readonly options: EnvironmentOptions,
  ) {}

  static async plan(instances: Instances, options: EnvironmentOptions): Promise<SystemEnvironment> {
    const planned = new SystemEnvironment(instances, options);
    for (const [kind, count] of Object.entries(instances)) {
      for (let index = 0; index < count; index += 1) planned.ports.set(`${kind} ${index}`, await findPortPair());
    }
    for (let index = 0; index < instances.gateway; index += 1) planned.ports.set(`card ${index}`, await findPortPair());
    return planned;
  }

  seats(kind: keyof Instances): Seat[] {
    return Array.from({ length: this.instances[kind] }, (_, index) => this.seat(kind, index));
  }

  async workerSeat(): Promise<Seat> {
    const index = this.workers;
    this.workers += 1;
    this.ports.set(`worker ${index}`, await findFreePort());
    return this.seat('worker', index);
  }

  private seat(kind: ProcessKind, index: number): Seat {
    const port = this.port(kind, index);
    const metricsPort = kind === 'worker' ? port : port + METRICS_OFFSET;
    const many = kind === 'worker' || this.instances[kind] > 1;
    return { kind, name: many ? `${kind}-${index}` : kind, port, metricsPort, env: this.envOf(kind, index) };
  }

  private envOf(kind: ProcessKind, index: number): Record<string, string> {
    const { stores, folder, network, overrides } = this.options;
    const gateway = kind === 'gateway' ? index : 0;
    const way = (store: 'postgres' | 'redis', url: string) => network?.way(kind, store).through(url) ?? url;
    return {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      WECHAT_MOCK_LOGIN: 'true',
      DATABASE_URL: way('postgres', stores.database.url),
      DATABASE_OWNER_URL: way('postgres', stores.database.ownerUrl),
      REDIS_URL: way('redis', stores.redis.url),
      STORAGE_DIR: folder,
      MAIL_DIR: `${folder}/mail`,
      ...this.secrets,
      GATEWAY_PORT: String(this.port('gateway', gateway)),
      CARD_PORT: String(this.port('card', gateway)),
      USER_PORT: String(this.port('user', kind === 'user' ? index : 0)),
      POSTCARD_PORT: String(this.port('postcard', kind === 'postcard' ? index : 0)),
      AGENT_PORT: String(this.port('agent', kind === 'agent' ? index : 0)),
      ...this.serviceUrls(kind, index),
      ...(kind === 'worker' && { WORKER_METRICS_PORT: String(this.port('worker', index)) }),
      ...overrides,
    };
  }

  /** The gateway knows all instances, a service or worker one of each. */
  private serviceUrls(kind: ProcessKind, index: number): Record<string, string> {
    const urls = (service: 'user' | 'postcard' | 'agent') => {
      const all = Array.from({ length: this.instances[service] }, (_, i) => local(this.port(service, i)));
      return kind === 'gateway' ? all.join(',') : (all[index % all.length] ?? '');
    };
    return {
      USER_SERVICE_URL: urls('user'),
      POSTCARD_SERVICE_URL: urls('postcard'),
      AGENT_SERVICE_URL: urls('agent'),
    };
  }

  private port(kind: string, index: number): number {
    return this.ports.get(`${kind} ${index}`) ?? 0;
  }
}
