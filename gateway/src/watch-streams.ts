import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { OpenStreams } from './open-streams.js';

export interface WatchStreamsOptions {
  readonly streams: OpenStreams;
  readonly endedSessions: (ids: readonly string[]) => Promise<readonly string[]>;
  /** The connection that events come by. */
  readonly subscriber: Redis;
  readonly logger: Logger;
}

export interface StreamWatch {
  /**
   * Asks about the credential of a stream that has just been opened, whatever is known of it: its end may have been told
   * between its being checked and its stream being known.
   */
  readonly recheck: (credentialId: string) => void;
  readonly close: () => void;
}

/** A revocation acts within a second. Half of it passes until a connection to a silent Redis is broken (heartbeat.ts). */
const lookMs = 300;
/** Events may be lost without anybody noticing, so all is asked again now and then. */
const sweepMs = 30_000;
const mostAtOnce = 200;

/** Ends open streams whose session or key has ended, also when the event that tells so does not come. */
export function watchStreams(options: WatchStreamsOptions): StreamWatch {
  const { streams, subscriber } = options;
  const endDead = createEndDead(options);
  let hasMissed = false;
  let sweptAt = performance.now();
  const onClose = (): void => {
    hasMissed = true;
  };
  subscriber.on('close', onClose);
  const check = async (ids: readonly string[]): Promise<void> => {
    // Without an answer the streams stay: no new one is opened then, and the next look asks again.
    if (!(await endDead(ids))) hasMissed = true;
  };
  const look = async (): Promise<void> => {
    const isDeaf = subscriber.status !== 'ready';
    // Once more after it hears again: what was told in between is lost.
    if (!isDeaf && !hasMissed && performance.now() - sweptAt < sweepMs) return;
    hasMissed = isDeaf;
    sweptAt = performance.now();
    await check(streams.credentials());
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, lookMs);
  const close = (): void => {
    clearInterval(timer);
    subscriber.off('close', onClose);
  };
  return { recheck: inOneTurn(check), close };
}

/** Asks about credentials and ends the streams of those that have ended; false where nobody answered. */
function createEndDead({ streams, endedSessions, logger }: WatchStreamsOptions) {
  let isFailing = false;
  const ask = async (ids: readonly string[]): Promise<void> => {
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      for (const id of await endedSessions(ids.slice(from, from + mostAtOnce))) streams.endCredential(id);
    }
  };
  return async (ids: readonly string[]): Promise<boolean> => {
    try {
      await ask(ids);
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.warn('streams.not_checked', { count: ids.length, error });
      isFailing = true;
    }
    return !isFailing;
  };
}

/** Collects what comes in one turn of the loop, and handles it together. */
function inOneTurn(handle: (ids: readonly string[]) => Promise<void>): (id: string) => void {
  const waiting = new Set<string>();
  const handleAll = (): void => {
    const ids = [...waiting];
    waiting.clear();
    void handle(ids);
  };
  return (id) => {
    if (waiting.size === 0) setImmediate(handleAll);
    waiting.add(id);
  };
}
