import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { DetectionRule } from '../domain/detection-rule.js';

/** Places of the chain of a service's day that nobody has looked at: after the first, up to the second. */
const Stretch = z.object({
  service: z.string(),
  day: z.string(),
  after: z.coerce.number(),
  until: z.coerce.number(),
});
export type Stretch = z.output<typeof Stretch>;

/** Somebody whose rows have reached the threshold of a rule. */
const Finding = z.object({
  rule: z.string(),
  user_id: z.uuid().nullable(),
  address: z.string().nullable(),
  seen: z.coerce.number(),
  first_at: z.date(),
  last_at: z.date(),
});
export type Finding = z.output<typeof Finding>;

/**
 * Locks what is new in the chains, at most so many places of each, and skips what another process works on. A link is
 * visible only after those before it, so nothing is ever passed over.
 */
export async function claimStretches(manager: EntityManager, mostPlaces: number): Promise<Stretch[]> {
  await manager.query(
    `INSERT INTO detection_cursor (service, day, seq)
     SELECT service, day, 0 FROM audit.head WHERE pruned_at IS NULL ON CONFLICT DO NOTHING`,
  );
  const claimed: unknown = await manager.query(
    `SELECT known.service, known.day::text AS day, known.seq AS after, least(head.seq, known.seq + $1) AS until
       FROM detection_cursor known JOIN audit.head ON head.service = known.service AND head.day = known.day
      WHERE head.seq > known.seq
        FOR UPDATE OF known SKIP LOCKED`,
    [mostPlaces],
  );
  return z.array(Stretch).parse(claimed);
}

/** In the same transaction as what was found there: so each row is looked at exactly once. */
export async function markLookedAt(manager: EntityManager, stretches: readonly Stretch[]): Promise<void> {
  await manager.query(
    `UPDATE detection_cursor known SET seq = stretch.until
       FROM jsonb_to_recordset($1) AS stretch(service text, day date, until bigint)
      WHERE known.service = stretch.service AND known.day = stretch.day`,
    [JSON.stringify(stretches)],
  );
}

/** Cursors of days whose rows are gone. */
export async function forgetCursors(manager: EntityManager): Promise<void> {
  await manager.query(
    `DELETE FROM detection_cursor known USING audit.head
      WHERE head.service = known.service AND head.day = known.day AND head.pruned_at IS NOT NULL`,
  );
}

const matches = `(rule.actions IS NULL OR e.action = ANY (rule.actions))
  AND (rule.results IS NULL OR e.result = ANY (rule.results))
  AND (rule.error_codes IS NULL OR e.error_code = ANY (rule.error_codes))
  AND (rule.reason IS NULL OR e.details ->> 'reason' ~ rule.reason)
  AND (rule.details IS NULL
       OR EXISTS (SELECT FROM jsonb_array_elements(rule.details) AS one WHERE e.details @> one.value))`;

/** A row that stands for many counts as many. */
const weight = `CASE WHEN e.details ->> 'repeated' ~ '^[0-9]{1,9}$' THEN (e.details ->> 'repeated')::int ELSE 1 END`;

const findSql = `
  WITH rule AS MATERIALIZED (
         SELECT * FROM jsonb_to_recordset($1) AS rule(name text, actions text[], results text[], error_codes text[],
           reason text, details jsonb, by_user boolean, by_address boolean, distinct_of text, count int, seconds int)),
       fresh AS MATERIALIZED (
         SELECT entry.*, origin.address
           FROM jsonb_to_recordset($2) AS stretch(service text, day date, "after" bigint, until bigint)
           JOIN audit.chain ON chain.service = stretch.service AND chain.day = stretch.day
                           AND chain.seq > stretch.after AND chain.seq <= stretch.until
           JOIN audit.entry ON entry.id = chain.entry_id AND entry.at >= stretch.day::timestamp AT TIME ZONE 'UTC'
                           AND entry.at < (stretch.day + 1)::timestamp AT TIME ZONE 'UTC'
           LEFT JOIN audit.origin ON origin.entry_id = entry.id AND origin.at = entry.at),
       suspect AS (
         SELECT rule.name, CASE WHEN rule.by_user THEN e.subject END AS subject,
                CASE WHEN rule.by_address THEN e.address END AS address, max(e.happened_at) AS last_at
           FROM rule JOIN fresh e ON ${matches}
          WHERE (NOT rule.by_user OR e.subject IS NOT NULL) AND (NOT rule.by_address OR e.address IS NOT NULL)
          GROUP BY 1, 2, 3)
  SELECT suspect.name AS rule, known.user_id, suspect.address, counted.seen, counted.first_at, suspect.last_at
    FROM suspect JOIN rule ON rule.name = suspect.name
    LEFT JOIN audit.subject known ON known.pseudonym = suspect.subject
   CROSS JOIN LATERAL (
         SELECT CASE rule.distinct_of WHEN 'users' THEN count(DISTINCT e.subject)
                                      WHEN 'addresses' THEN count(DISTINCT o.address)
                                      ELSE sum(${weight}) END AS seen, min(e.happened_at) AS first_at
           FROM audit.entry e LEFT JOIN audit.origin o ON o.entry_id = e.id AND o.at = e.at
          WHERE e.happened_at > suspect.last_at - make_interval(secs => rule.seconds)
            AND e.happened_at <= suspect.last_at
            AND e.at > suspect.last_at - make_interval(secs => rule.seconds) - interval '1 minute'
            AND (suspect.subject IS NULL OR e.subject = suspect.subject)
            AND (suspect.address IS NULL OR o.address = suspect.address)
            AND ${matches}) AS counted
   WHERE counted.seen >= rule.count`;

/** Who has reached a threshold by a row of these stretches, counted over the window that ends with that row. */
export async function findThreats(
  manager: EntityManager,
  rules: readonly DetectionRule[],
  stretches: readonly Stretch[],
): Promise<Finding[]> {
  const described = rules.map(({ name, match, by, distinct, count, windowSeconds }) => ({
    name,
    actions: match.actions,
    results: match.results,
    error_codes: match.errorCodes,
    reason: match.reason,
    details: match.details,
    by_user: by.includes('user'),
    by_address: by.includes('address'),
    distinct_of: distinct,
    count,
    seconds: windowSeconds,
  }));
  const found: unknown = await manager.query(findSql, [JSON.stringify(described), JSON.stringify(stretches)]);
  return z.array(Finding).parse(found);
}
