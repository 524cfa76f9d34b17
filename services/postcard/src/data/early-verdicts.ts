import { CheckAnswer } from '@mojian/safety/content-checker';
import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LOGGER, REDIS } from '../settings.js';

const keyOf = (trace: string): string => `content-check:verdict:${trace}`;
const KEPT_SECONDS = 3600;

/** Verdicts that came before anybody had noted that they were awaited. One that is lost is asked for again. */
@Injectable()
export class EarlyVerdicts {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async keep(trace: string, verdict: CheckAnswer): Promise<void> {
    await this.redis.set(keyOf(trace), JSON.stringify(verdict), 'EX', KEPT_SECONDS);
  }

  /** Null where none has come. */
  async take(trace: string): Promise<CheckAnswer | null> {
    try {
      const kept = await this.redis.getdel(keyOf(trace));
      return kept === null ? null : CheckAnswer.parse(JSON.parse(kept));
    } catch (error) {
      // Without Redis it stays awaited.
      this.logger.warn('content.verdict_not_read', { error });
      return null;
    }
  }
}
