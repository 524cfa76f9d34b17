import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnStores } from '@mojian/testing/own-stores';
import { databaseIn, testDatabase } from '@mojian/testing/test-database';
import { testRedis } from '@mojian/testing/test-redis';
import { Redis } from 'ioredis';
import pg from 'pg';
import { Network, type ProcessKind } from './network.js';
import { ServiceProcess } from './service-process.js';
import { type Instances, type Seat, SystemEnvironment } from './system-environment.js';

export interface SystemOptions {
  /** One of each unless told. */
  readonly instances?: Partial<Instances>;
  /**
   * Stores of the spec's own (`startOwnStores`), which it closes itself: they may be stopped, and each kind of process
   * gets a way to each that can be made bad (`system.network`).
   */
  readonly stores?: OwnStores;
  /** Seeds jitter and resets of the network. */
  readonly random?: () => number;
}

const ENTRIES: Readonly<Record<ProcessKind, string>> = {
  user: 'services/user/dist/main.js',
  postcard: 'services/postcard/dist/main.js',
  agent: 'services/agent/dist/main.js',
  worker: 'services/agent/dist/worker.js',
  gateway: 'gateway/dist/main.js',
};

const ONE_OF_EACH: Instances = { user: 1, postcard: 1, agent: 1, gateway: 1 };

/** The whole product on stores and ports of its own: every process is the real one. */
export class System {
  private readonly running: { readonly seat: Seat; readonly process: ServiceProcess }[] = [];

  private constructor(
    private readonly environment: SystemEnvironment,
    /** As the owner of the schemas; past the network. */
    readonly database: pg.Pool,
    /** Past the network. */
    readonly redis: Redis,
    /** Sound and unchangeable without stores of the spec's own. */
    private readonly ways: Network | undefined,
    private readonly closing: (() => Promise<unknown>)[],
  ) {}

  /** `overrides`: environment of all processes. */
  static async start(overrides: Readonly<Record<string, string>> = {}, options: SystemOptions = {}): Promise<System> {
    const { stores: own, instances = {}, random } = options;
    const [database, redis] = await Promise.all([
      own ? databaseIn(own.postgres.url) : testDatabase(),
      own ? { url: own.redis.url, close: async () => undefined } : testRedis(),
    ]);
    const network = own && (await Network.start({ postgres: own.postgres.port, redis: own.redis.port }, random));
    const folder = await mkdtemp(join(tmpdir(), 'mojian-e2e-'));
    const environment = await SystemEnvironment.plan(
      { ...ONE_OF_EACH, ...instances },
      { stores: { database, redis }, folder, network, overrides },
    );
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
    const client = new Redis(redis.url, { maxRetriesPerRequest: null });
    // Both may lose a store that the spec ends; what they are asked then fails by itself.
    pool.on('error', () => undefined);
    client.on('error', () => undefined);
    const system = new System(environment, pool, client, network, [
      () => rm(folder, { recursive: true, force: true }),
      () => database.drop(),
      () => redis.close(),
      async () => client.disconnect(),
      () => pool.end(),
      async () => network?.close(),
    ]);
    try {
      await system.launchAll();
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  /** Of the first gateway. */
  get baseUrl(): string {
    return this.baseUrls[0] ?? '';
  }

  /** Of all gateways. */
  get baseUrls(): readonly string[] {
    return this.environment.seats('gateway').map(({ port }) => `http://127.0.0.1:${port}`);
  }

  /** What the first postcard service is told: its addresses of the stores, its folder, its secrets. */
  get env(): Readonly<Record<string, string>> {
    return this.environment.seats('postcard')[0]?.env ?? {};
  }

  get network(): Network {
    if (!this.ways) throw new Error('only a system on stores of its own has a network');
    return this.ways;
  }

  /** Those of one kind, or all, in the order of their start. */
  processes(kind?: ProcessKind): readonly ServiceProcess[] {
    return this.running.filter(({ seat }) => kind === undefined || seat.kind === kind).map(({ process }) => process);
  }

  /** Another worker beside those that run; `variables` are for it alone. */
  async startWorker(variables: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    return this.launch(await this.workerSeat(variables));
  }

  /** A worker that makes cards at a tenth of their cost (`quick-worker.ts`). */
  async startQuickWorker(variables: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    return this.launch(await this.workerSeat(variables), 'tests/support/quick-worker.ts');
  }

  async stop(): Promise<void> {
    // Last started, first stopped; one that fails to stop keeps none of the others alive.
    const results: PromiseSettledResult<unknown>[] = [];
    for (const close of [...this.closing].reverse()) results.push(...(await Promise.allSettled([close()])));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async workerSeat(variables: Readonly<Record<string, string>>): Promise<Seat> {
    const seat = await this.environment.workerSeat();
    return { ...seat, env: { ...seat.env, ...variables } };
  }

  private async launchAll(): Promise<void> {
    for (const kinds of [['user'], ['postcard', 'agent'], ['gateway']] as const) {
      const seats = kinds.flatMap((kind) => this.environment.seats(kind));
      await Promise.all(seats.map((seat) => this.launch(seat)));
    }
  }

  private async launch(seat: Seat, entry = ENTRIES[seat.kind]): Promise<ServiceProcess> {
    const { name, env, metricsPort } = seat;
    const process = await ServiceProcess.start({ name, entry, env, metricsPort });
    this.running.push({ seat, process });
    this.closing.push(() => process.stop());
    return process;
  }
}
