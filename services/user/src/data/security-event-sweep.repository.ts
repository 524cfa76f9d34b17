import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DetectionRule } from '../domain/detection-rule.js';
import { raiseAlert } from './alert.repository.js';
import { claimStretches, type Finding, findThreats, forgetCursors, markLookedAt } from './security-event-detection.js';
import { lockEvents, writeEvents } from './security-event-writer.js';

/** Rows of one chain that are looked at in one transaction. */
const mostPlaces = 1000;
/** Days that events and alerts are kept. */
const keptDays = 30;

export interface Sweep {
  /** Rows that were looked at. */
  readonly rows: number;
  /** Of them, what made an event that was not there before. */
  readonly found: readonly Finding[];
}

@Injectable()
export class SecurityEventSweepRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Looks at each new row of the audit once, however many processes do it at the same time. */
  sweep(rules: readonly DetectionRule[], now: Date): Promise<Sweep> {
    return inTransaction(this.dataSource, async (manager) => {
      const stretches = await claimStretches(manager, mostPlaces);
      if (stretches.length === 0) return { rows: 0, found: [] };
      const findings = await findThreats(manager, rules, stretches);
      await markLookedAt(manager, stretches);
      const rows = stretches.reduce((sum, { after, until }) => sum + until - after, 0);
      if (findings.length === 0) return { rows, found: [] };
      await lockEvents(manager);
      const written = await writeEvents(manager, { rules, findings, now });
      const severities = new Set(written.filter(({ isNew }) => isNew).map(({ severity }) => severity));
      for (const severity of severities) await raiseAlert(manager, severity, now);
      return { rows, found: findings.filter((_, index) => written[index]?.isNew) };
    });
  }

  /** What nobody needs to look at any more. */
  async forgetOld(now: Date): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const before = new Date(now.getTime() - keptDays * 86_400_000);
      await manager.query('DELETE FROM security_event WHERE created_at < $1', [before]);
      await manager.query('DELETE FROM alert WHERE ended_at < $1', [before]);
      await forgetCursors(manager);
    });
  }
}
