import { randomUUID } from 'node:crypto';
import type { Severity } from '@mojian/contracts/audit';
import type { EntityManager } from 'typeorm';
import type { DetectionRule } from '../domain/detection-rule.js';
import type { Finding } from './security-event-detection.js';

/** For so long one and the same is one event, which counts on. */
const coolDownSeconds = 300;

export interface WrittenEvent {
  readonly id: string;
  readonly isNew: boolean;
  readonly severity: Severity;
}

/** Lets one process at a time write events and alerts, so that none is there twice. Ends with the transaction. */
export async function lockEvents(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('security_event', 0))");
}

/** One event for each finding, or one more in the count of the unresolved event that it belongs to. */
export async function writeEvents(
  manager: EntityManager,
  { rules, findings, now }: { rules: readonly DetectionRule[]; findings: readonly Finding[]; now: Date },
): Promise<WrittenEvent[]> {
  const written: WrittenEvent[] = [];
  for (const finding of findings) {
    const rule = rules.find(({ name }) => name === finding.rule);
    if (rule) written.push(await writeEvent(manager, { rule, finding, now }));
  }
  return written;
}

async function writeEvent(
  manager: EntityManager,
  { rule, finding, now }: { rule: DetectionRule; finding: Finding; now: Date },
): Promise<WrittenEvent> {
  const { user_id, address, seen, first_at, last_at } = finding;
  const told = { seen, last_at: last_at.toISOString() };
  const continued: unknown = await manager.query(
    `UPDATE security_event
        SET details = details || $5::jsonb || jsonb_build_object('repeated', (details ->> 'repeated')::int + 1)
      WHERE id = (SELECT id FROM security_event
                   WHERE rule = $1 AND user_id IS NOT DISTINCT FROM $2 AND address IS NOT DISTINCT FROM $3
                     AND created_at > $4::timestamptz - make_interval(secs => ${coolDownSeconds})
                     AND resolved_at IS NULL ORDER BY created_at DESC LIMIT 1)
      RETURNING id`,
    [rule.name, user_id, address, now, JSON.stringify(told)],
  );
  const known = idOf(continued);
  if (known !== undefined) return { id: known, isNew: false, severity: rule.severity };
  const id = randomUUID();
  const details = {
    ...told,
    first_at: first_at.toISOString(),
    threshold: rule.count,
    window_seconds: rule.windowSeconds,
    repeated: 0,
  };
  await manager.query(
    `INSERT INTO security_event (id, type, severity, rule, user_id, address, details, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, rule.type, rule.severity, rule.name, user_id, address, JSON.stringify(details), now],
  );
  return { id, isNew: true, severity: rule.severity };
}

/** TypeORM answers an UPDATE with its rows and their number. */
function idOf(answer: unknown): string | undefined {
  const rows: unknown = Array.isArray(answer) ? answer[0] : undefined;
  const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
  return typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : undefined;
}
