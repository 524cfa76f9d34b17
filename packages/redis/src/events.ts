import type { Schema } from '@mojian/contracts/schema';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';

/** An event that may be lost: a name, which is its channel, and the schema of what it carries. */
export interface EventOf<T> {
  readonly name: string;
  readonly schema: Schema<T>;
}

/** An event with what to do when it comes; make it with `onEvent`. */
export interface EventReaction {
  readonly name: string;
  readonly receive: (data: unknown) => Promise<void>;
}

/**
 * Publishes in the wire format of Nest's Redis transport, so that its `@EventPattern` handlers hear it. Data that does
 * not fit the schema throws; false means that Redis did not take it, which events must bear.
 */
export async function publishEvent<T>(redis: Redis, event: EventOf<T>, data: NoInfer<T>): Promise<boolean> {
  const packet = JSON.stringify({ pattern: event.name, data: event.schema.parse(data) });
  try {
    await redis.publish(event.name, packet);
    return true;
  } catch {
    // The contract of an event: it may be lost. The connection has logged why.
    return false;
  }
}

export const onEvent = <T>(event: EventOf<T>, handle: (data: T) => Promise<void> | void): EventReaction => ({
  name: event.name,
  receive: async (data) => handle(event.schema.parse(data)),
});

/**
 * Listens on a connection of role `subscriber`. Returns at once: while Redis is away the subscription waits, and it
 * is renewed after each reconnect. A malformed event or a handler that throws is logged and stops nothing.
 */
export function subscribeEvents(
  redis: Redis,
  reactions: readonly EventReaction[],
  logger: Logger,
): { readonly close: () => Promise<void> } {
  const channels = [...new Set(reactions.map((reaction) => reaction.name))];
  const onMessage = (channel: string, message: string): void => {
    for (const reaction of reactions.filter(({ name }) => name === channel)) {
      receive(reaction, message).catch((error: unknown) => logger.error('event.failed', { name: channel, error }));
    }
  };
  redis.on('message', onMessage);
  redis.subscribe(...channels).catch((error: unknown) => logger.warn('event.not_subscribed', { channels, error }));
  return {
    close: async () => {
      redis.off('message', onMessage);
      // A connection that is away is subscribed to nothing, and would keep the command until it is back.
      if (redis.status === 'ready') await redis.unsubscribe(...channels);
    },
  };
}

async function receive(reaction: EventReaction, message: string): Promise<void> {
  const packet: unknown = JSON.parse(message);
  await reaction.receive(typeof packet === 'object' && packet !== null && 'data' in packet ? packet.data : undefined);
}
