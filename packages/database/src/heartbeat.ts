import { setTimeout as wait } from 'node:timers/promises';
import { SilenceError, withPatience } from '@mojian/telemetry/with-patience';
import type { Client } from 'pg';
import { isRefusalByServer } from './translate-error.js';

export interface HeartbeatOptions {
  /** A client that is not connected yet. */
  readonly newClient: () => Client;
  /** Bytes that all connections of the pool have received so far. */
  readonly heard: () => number;
  /** Called once when the database stops answering. */
  readonly onLost: (error: unknown) => void;
  /** Called once when it answers again. */
  readonly onBack: () => void;
}

/** Between two beats, and between two attempts to reconnect. */
const pauseMs = 250;
/**
 * So many quiet windows in a row are silence: with the pause, it is found out in about a second. A window in which the
 * pool heard something is not quiet: a machine that has too much to do answers late, but it answers.
 */
const windowMs = 220;
const quietWindows = 3;
/** After so many the beat's own connection is given up, whatever the others hear. */
const mostWindows = 20;
/** For a new connection, which takes several exchanges and a new process of the server's. */
const connectMs = 1500;
/**
 * Failures in a row that are no silence (refused, reset) before the database counts as lost. What runs meets these by
 * itself and at once, and a network that drops a connection now and then is not a database that is away.
 */
const failuresInARow = 5;

/**
 * Asks the database for a sign of life on a connection of its own, so that a slow statement or a full pool is never
 * taken for a dead database. Any answer counts, a refusal too: it is the silence that is looked for.
 */
export class Heartbeat {
  private readonly stopped = new AbortController();
  private client: Client | undefined;
  private lost = false;
  private failures = 0;

  constructor(private readonly options: HeartbeatOptions) {}

  /** Beats until `stop`; keeps no process alive. */
  async start(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      await this.beat();
      await wait(pauseMs, undefined, { ref: false, signal: this.stopped.signal }).catch(() => undefined);
    }
    this.drop();
  }

  stop(): void {
    this.stopped.abort();
    this.drop();
  }

  private async beat(): Promise<void> {
    try {
      this.client ??= await this.open();
      await this.awaitAnswer(this.client.query('SELECT 1'));
      this.answered();
    } catch (error) {
      this.drop();
      if (isRefusalByServer(error)) this.answered();
      else this.failed(error);
    }
  }

  private async awaitAnswer(answer: Promise<unknown>): Promise<void> {
    let heard = this.options.heard();
    for (let all = 0, quiet = 0; all < mostWindows; all += 1) {
      try {
        await withPatience(answer, windowMs);
        return;
      } catch (error) {
        if (!(error instanceof SilenceError)) throw error;
        const now = this.options.heard();
        quiet = now === heard ? quiet + 1 : 0;
        heard = now;
        if (quiet >= quietWindows) throw error;
      }
    }
    throw new Error('the heartbeat lost its connection');
  }

  private answered(): void {
    this.failures = 0;
    if (this.stopped.signal.aborted || !this.lost) return;
    this.lost = false;
    this.options.onBack();
  }

  private failed(error: unknown): void {
    this.failures += 1;
    const isOver = error instanceof SilenceError || this.failures >= failuresInARow;
    if (this.stopped.signal.aborted || this.lost || !isOver) return;
    this.lost = true;
    this.options.onLost(error);
  }

  private async open(): Promise<Client> {
    const client = this.options.newClient();
    // A failure is met by the query that runs or by the next one.
    client.on('error', () => undefined);
    try {
      await withPatience(client.connect(), connectMs);
      return client;
    } catch (error) {
      client.connection.stream.destroy();
      throw error;
    }
  }

  private drop(): void {
    this.client?.connection.stream.destroy();
    this.client = undefined;
  }
}
