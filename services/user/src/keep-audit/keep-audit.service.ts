import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AuditRetention } from '../data/audit-retention.js';
import { SecurityEventSweepRepository } from '../data/security-event-sweep.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { SweepLoop } from '../sweep-loop.js';

const intervalMs = 3_600_000;

/** Every hour: room for the days to come, an end for those whose time is over. Several at once do no harm. */
@Injectable()
export class KeepAuditService implements OnApplicationBootstrap, OnApplicationShutdown {
  private loop: SweepLoop | undefined;

  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AuditRetention) private readonly retention: AuditRetention,
    @Inject(SecurityEventSweepRepository) private readonly events: SecurityEventSweepRepository,
  ) {}

  onApplicationBootstrap(): void {
    const { logger } = this.settings;
    this.loop = new SweepLoop({ name: 'keep-audit', intervalMs, sweep: () => this.keep(), logger });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop?.end();
  }

  private async keep(): Promise<boolean> {
    const { clock, logger } = this.settings;
    const { dropped, heads } = await this.retention.keep();
    if (dropped > 0) logger.info('audit.pruned', { partitions: dropped });
    // The log is kept elsewhere: whoever rewrites a whole day in the database cannot rewrite this line.
    for (const head of heads) logger.info('audit.head', head);
    await this.events.forgetOld(clock());
    return false;
  }
}
