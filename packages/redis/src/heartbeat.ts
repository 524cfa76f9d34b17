import { setTimeout as wait } from 'node:timers/promises';
import { withPatience } from '@mojian/telemetry/with-patience';
import type { Redis } from 'ioredis';

/** Between two beats. */
const pauseMs = 200;
/** For an answer: with the pause, a command that Redis leaves unanswered fails by its own time-out of 500 ms or sooner. */
const answerMs = 400;
/** Where nobody waits: rather late than wrong. */
const patientAnswerMs = 2000;
/** For a new connection to become ready; it takes several exchanges. */
const handshakeMs = 1000;

export interface HeartbeatOptions {
  /** Whether somebody waits for its commands, or for events that must act within a second. */
  readonly urgent: boolean;
  /** For a connection whose commands wait in Redis: there only the handshake is watched. */
  readonly blocks?: boolean;
}

/**
 * Breaks the connection whenever Redis leaves a PING unanswered, or does not finish a handshake. ioredis then fails or
 * keeps what waits, as the role of the connection says, and makes new connections until one is ready; commands of a
 * request meanwhile fail at once. Keeps no process alive.
 */
export function breakWhenSilent(redis: Redis, { urgent, blocks = false }: HeartbeatOptions): void {
  redis.on('connect', () => void breakUnless(redis, left(redis), handshakeMs));
  if (!blocks) redis.on('ready', () => void keepPinging(redis, urgent ? answerMs : patientAnswerMs));
}

async function keepPinging(redis: Redis, patienceMs: number): Promise<void> {
  const { stream } = redis;
  while (redis.status === 'ready' && redis.stream === stream) {
    await breakUnless(redis, answered(redis.ping()), patienceMs);
    await wait(pauseMs, undefined, { ref: false });
  }
}

async function breakUnless(redis: Redis, sign: Promise<unknown>, ms: number): Promise<void> {
  const { stream } = redis;
  await withPatience(sign, ms).catch((silence: Error) => void stream.destroy(silence));
}

/** A refusal (LOADING, NOAUTH, a connection that ends) is an answer too: it is the silence that is looked for. */
const answered = (ping: Promise<unknown>): Promise<unknown> => ping.catch(() => undefined);

/** Resolves when the handshake has ended, one way or the other. */
const left = (redis: Redis): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      redis.off('ready', done).off('close', done);
      resolve();
    };
    redis.on('ready', done).on('close', done);
  });
