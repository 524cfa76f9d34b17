import { connectRedis } from '@mojian/redis/connect';
import type { EventOf } from '@mojian/redis/events';
import type { Logger } from '@mojian/telemetry/logger';
import type { PipeTransform } from '@nestjs/common';
import { type CustomStrategy, EventPattern, Payload, ServerRedis, Transport } from '@nestjs/microservices';
import type { Redis } from 'ioredis';

export interface EventTransportOptions {
  readonly redisUrl: string;
  readonly logger: Logger;
  /** Shown by `CLIENT LIST`. */
  readonly name: string;
}

/**
 * For `connectMicroservice`: Nest's Redis transport on a connection of ours. Nest's own gives up when Redis is away at
 * the moment of the boot; this one subscribes whenever Redis comes, and again after each reconnect. Whoever tells an
 * event uses `publishEvent` of packages/redis, which speaks the same format.
 */
export const eventTransport = (options: EventTransportOptions): CustomStrategy => ({
  strategy: new EventServer(options),
});

class EventServer extends ServerRedis {
  private connection: Redis | undefined;

  constructor(private readonly settings: EventTransportOptions) {
    super({});
  }

  override async listen(callback: (error?: unknown) => void): Promise<void> {
    const { redisUrl, logger, name } = this.settings;
    const redis = await connectRedis(redisUrl, { role: 'subscriber', logger, name: `${name}:events` });
    this.connection = redis;
    const receive = this.getMessageHandler(redis);
    redis.on('message', (channel: string, message: string) => {
      // It catches and logs what a handler throws.
      void receive(channel, message, channel);
    });
    const channels = [...this.getHandlers().keys()];
    if (channels.length > 0) {
      redis.subscribe(...channels).catch((error: unknown) => logger.warn('event.not_subscribed', { channels, error }));
    }
    callback();
  }

  override async close(): Promise<void> {
    this.connection?.disconnect();
  }
}

type EventHandler<T> = (data: T) => Promise<void>;

/** Binds a controller's method to an event; its parameter, marked `@EventData(event)`, is the parsed data. */
export const OnEvent =
  <T>(event: EventOf<T>) =>
  <F extends EventHandler<T>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void => {
    EventPattern<string>(event.name, Transport.REDIS)(target, key, descriptor);
  };

/** The data of an event, parsed by its schema; an event that does not fit is logged and dropped. */
export const EventData = <T>(event: EventOf<T>): ParameterDecorator => {
  const parse: PipeTransform<unknown, T> = { transform: (data) => event.schema.parse(data) };
  return Payload(parse);
};
