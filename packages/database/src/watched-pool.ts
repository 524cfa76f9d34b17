import { Socket } from 'node:net';
import type { Logger } from '@mojian/telemetry/logger';
import pg from 'pg';
import { Heartbeat } from './heartbeat.js';

type Release = (release?: Error | boolean) => void;
type OnConnection = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

export interface WatchedPoolOptions {
  readonly logger: Logger;
  /** ms without a byte after which a connection in use is broken; longer than any statement may take. */
  readonly silenceMs: number;
  /** Requests for a connection that may be open at once; one more is refused. */
  readonly maxWaiting: number;
}

/**
 * A pool that knows whether its database answers. From the first connection on a heartbeat asks; when it hears nothing
 * all connections are broken at once, so that what runs on them fails now and not at its time-out, and new requests
 * for a connection fail without waiting, until the database is back. Errors carry a code that `translateDatabaseError`
 * knows. A rollback on a broken connection cannot hang either: there is nothing left to wait for.
 */
export class WatchedPool extends pg.Pool {
  private readonly sockets = new Set<Socket>();
  private readonly waiting = new Set<OnConnection>();
  private readonly heartbeat: Heartbeat;
  private lostAt: number | undefined;
  /** By connections that are closed. */
  private heardBefore = 0;

  constructor(
    config: pg.PoolConfig,
    private readonly watch: WatchedPoolOptions,
  ) {
    super({ ...config, stream: () => this.openSocket() });
    this.heartbeat = new Heartbeat({
      newClient: () => new pg.Client({ ...config, application_name: `${config.application_name}:heartbeat` }),
      heard: () => [...this.sockets].reduce((sum, socket) => sum + socket.bytesRead, this.heardBefore),
      onLost: (error) => this.giveUp(error),
      onBack: () => this.takeUp(),
    });
    this.once('connect', () => void this.heartbeat.start());
    this.on('connect', breakWhenSilent);
    this.on('acquire', (client) => limitSilence(client, watch.silenceMs));
    this.on('release', (_error, client) => limitSilence(client, 0));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: OnConnection): void;
  override connect(callback?: OnConnection): Promise<pg.PoolClient> | undefined {
    if (!callback) return this.promiseClient();
    const refusal = this.refusal();
    if (refusal) {
      process.nextTick(callback, refusal, undefined, () => undefined);
      return undefined;
    }
    this.waiting.add(callback);
    super.connect((error, client, release) => {
      if (this.waiting.delete(callback)) callback(error, client, release);
      // Whoever asked was told meanwhile that the database is away.
      else release();
    });
    return undefined;
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | undefined {
    this.heartbeat.stop();
    if (!callback) return super.end();
    super.end(callback);
    return undefined;
  }

  private promiseClient(): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      this.connect((error, client) => {
        if (client) resolve(client);
        else reject(error ?? stoppedAnswering());
      });
    });
  }

  private refusal(): Error | undefined {
    if (this.lostAt !== undefined) return connectionError('ECONNREFUSED', 'the database does not answer');
    if (this.waiting.size < this.watch.maxWaiting) return undefined;
    return connectionError('ECONNREFUSED', `${this.watch.maxWaiting} wait for a connection already`);
  }

  private giveUp(error: unknown): void {
    this.lostAt = performance.now();
    this.watch.logger.error('sql.down', { connections: this.sockets.size, waiting: this.waiting.size, error });
    for (const socket of this.sockets) socket.destroy(stoppedAnswering());
    for (const refuse of this.waiting) refuse(stoppedAnswering(), undefined, () => undefined);
    this.waiting.clear();
  }

  private takeUp(): void {
    this.watch.logger.info('sql.up', { ms: Math.round(performance.now() - (this.lostAt ?? 0)) });
    this.lostAt = undefined;
  }

  private openSocket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.heardBefore += socket.bytesRead;
    });
    // The pool opens one for whoever still waited in it when the database went away.
    if (this.lostAt !== undefined) setImmediate(() => socket.destroy(stoppedAnswering()));
    return socket;
  }
}

const connectionError = (code: string, message: string): Error => Object.assign(new Error(message), { code });
const stoppedAnswering = (): Error => connectionError('ETIMEDOUT', 'the database stopped answering');

/** One connection may die while the others live, and the client's own time-out would leave a rollback to wait again. */
function breakWhenSilent(client: pg.PoolClient): void {
  const { stream } = client.connection;
  stream.on('timeout', () => stream.destroy(stoppedAnswering()));
}

/** 0: without limit. */
function limitSilence(client: pg.PoolClient, ms: number): void {
  const { stream } = client.connection;
  if (stream instanceof Socket) stream.setTimeout(ms);
}
