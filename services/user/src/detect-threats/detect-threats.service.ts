import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SecurityEventSweepRepository } from '../data/security-event-sweep.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { SweepLoop } from '../sweep-loop.js';
import { detectionRules } from './detection-rules.js';

const intervalMs = 1000;

/** Reads what is new in the audit every second and makes security events of it (SECURITY_MONITORING_ENABLED). */
@Injectable()
export class DetectThreatsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private loop: SweepLoop | undefined;

  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(SecurityEventSweepRepository) private readonly sweeps: SecurityEventSweepRepository,
  ) {}

  onApplicationBootstrap(): void {
    const { security, logger } = this.settings;
    if (!security.monitoring) return;
    this.loop = new SweepLoop({ name: 'detect-threats', intervalMs, sweep: () => this.sweep(), logger });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop?.end();
  }

  private async sweep(): Promise<boolean> {
    const { clock, logger } = this.settings;
    const { rows, found } = await this.sweeps.sweep(detectionRules, clock());
    for (const { rule, user_id, address, seen } of found)
      logger.warn('security.event', { rule, user: user_id, address, seen });
    return rows > 0;
  }
}
