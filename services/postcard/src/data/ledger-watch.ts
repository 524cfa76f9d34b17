import type { Logger } from '@mojian/telemetry/logger';
import type { Metrics } from '@mojian/telemetry/metrics';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, METRICS } from '../settings.js';
import { PostcardDatabase } from './postcard-database.js';

/** Looked for at every so manyth sweep: the schema lets none arise, so there is no hurry. */
const EVERY = 15;

/** Compares the ledger with the tasks; it only looks. */
@Injectable()
export class LedgerWatch {
  private readonly show: (value: number) => void;
  private sweeps = 0;

  constructor(
    private readonly database: PostcardDatabase,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.show = metrics.gauge('quota_inconsistencies', 'Days of the last hour whose ledger and tasks do not agree');
  }

  async look(): Promise<void> {
    this.sweeps += 1;
    if (this.sweeps % EVERY !== 1) return;
    const found = await this.database.stores.ledger.countInconsistencies();
    this.show(found);
    if (found > 0) this.logger.error('quota.inconsistent', { days: found });
  }
}
