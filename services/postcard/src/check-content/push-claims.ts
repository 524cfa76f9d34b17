import { AppError } from '@mojian/contracts/app-error';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '../settings.js';

const keyOf = (signature: string): string => `wechat:push:${signature}`;
/** A push is taken ten minutes before and after the time that it names. */
const CLAIMED_SECONDS = 20 * 60;

/** Each push once: whoever has seen a plain one could put another verdict under its address. */
@Injectable()
export class PushClaims {
  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  /** False where it was claimed before. DEPENDENCY_DOWN without Redis; WeChat then sends it again. */
  async claim(signature: string): Promise<boolean> {
    try {
      return (await this.redis.set(keyOf(signature), '1', 'EX', CLAIMED_SECONDS, 'NX')) === 'OK';
    } catch (cause) {
      throw new AppError('DEPENDENCY_DOWN', 'a push could not be claimed', { cause });
    }
  }

  /** What came of it is lost, so that it may come again. */
  async giveBack(signature: string): Promise<void> {
    // Where it stays claimed, the verdict is asked for again.
    await this.redis.del(keyOf(signature)).catch(() => undefined);
  }
}
