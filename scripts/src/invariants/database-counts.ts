/** Statements that count what the constraints of the schemas ought to have made impossible. Each has one row, `found`. */
const open = `status IN ('pending', 'processing')`;

export const databaseCounts = {
  /** $1: ids of tasks that a client was told of. */
  lostTasks: `
    SELECT (SELECT count(*) FROM unnest($1::uuid[]) told (id)
             WHERE NOT EXISTS (SELECT 1 FROM postcards.task t WHERE t.id = told.id))
         + (SELECT count(*) FROM audit.entry e
             WHERE e.action IN ('postcard.create', 'postcard.regenerate') AND e.result = 'success'
               AND e.resource_type = 'task'
               AND NOT EXISTS (SELECT 1 FROM postcards.task t WHERE t.id::text = e.resource_id)) AS found`,
  /** $1: whether every task ought to have ended by now. */
  unendedTasks: `
    SELECT count(*) AS found FROM postcards.task
     WHERE ${open} AND ($1 OR deadline_at < now() - interval '15 seconds')`,
  endedTwice: `
    SELECT count(*) AS found FROM (
      SELECT task_id FROM postcards.quota_entry WHERE kind IN ('spend', 'release') GROUP BY task_id HAVING count(*) > 1
      UNION
      SELECT id FROM postcards.task WHERE (${open}) = (ended_at IS NOT NULL)) twice`,
  unsettledUnits: `
    SELECT count(*) AS found FROM (
      SELECT t.id
        FROM postcards.task t LEFT JOIN postcards.quota_entry e ON e.task_id = t.id
       GROUP BY t.id
      HAVING count(*) FILTER (WHERE e.kind = 'reserve') <> 1
          OR coalesce(max(e.kind) FILTER (WHERE e.kind IN ('spend', 'release')), 'open')
             <> CASE t.status WHEN 'completed' THEN 'spend' WHEN 'failed' THEN 'release' ELSE 'open' END
          OR bool_or(e.quota_date <> t.quota_date)) unsettled`,
  overdrawnDays: `
    SELECT count(*) AS found
      FROM postcards.quota_day d
      LEFT JOIN LATERAL (
        SELECT coalesce(sum(CASE kind WHEN 'reserve' THEN 1 WHEN 'grant' THEN 0 ELSE -1 END), 0) AS reserved,
               count(*) FILTER (WHERE kind = 'spend') AS spent,
               coalesce(sum(units) FILTER (WHERE kind = 'grant'), 0) AS granted
          FROM postcards.quota_entry e WHERE e.user_id = d.user_id AND e.quota_date = d.quota_date) entries ON true
     WHERE d.reserved <> entries.reserved OR d.spent <> entries.spent OR d.granted <> entries.granted
        OR d.reserved + d.spent > d.daily_limit + d.granted OR d.reserved < 0`,
  strayCards: `
    SELECT (SELECT count(*) FROM postcards.postcard p JOIN postcards.task t ON t.id = p.task_id
             WHERE t.status <> 'completed')
         + (SELECT count(*) FROM (SELECT task_id FROM postcards.postcard GROUP BY task_id HAVING count(*) > 1) doubled)
         + (SELECT count(*) FROM postcards.task t
             WHERE t.status = 'completed' AND NOT EXISTS (SELECT 1 FROM postcards.postcard p WHERE p.task_id = t.id))
         AS found`,
  doubledSlots: `
    SELECT (SELECT count(*) FROM (SELECT 1 FROM postcards.task WHERE slot_held
                                   GROUP BY user_id, quota_date HAVING count(*) > 1) doubled)
         + (SELECT count(*) FROM postcards.task t LEFT JOIN postcards.postcard p ON p.task_id = t.id
             WHERE t.slot_held AND (t.status = 'failed' OR p.deleted_at IS NOT NULL)) AS found`,
  stuckOutbox: `
    SELECT count(*) AS found
      FROM postcards.task t LEFT JOIN postcards.outbox o ON o.task_id = t.id
     WHERE t.${open} AND o.sent_at IS NULL AND coalesce(o.created_at, t.created_at) < now() - interval '30 seconds'`,
  /** Whether the queue ought to have had its job for half a minute. */
  openTasks: `
    SELECT t.id, coalesce(o.sent_at < now() - interval '30 seconds', false) AS sent
      FROM postcards.task t LEFT JOIN postcards.outbox o ON o.task_id = t.id WHERE t.${open}`,
  /** $1: ids of jobs. One whose task has ended is dropped by the worker that takes it, so it may wait for that. */
  jobsWithoutTask: `
    SELECT job.id FROM unnest($1::text[]) job (id)
     WHERE NOT EXISTS (SELECT 1 FROM postcards.task t WHERE t.id::text = job.id AND ($2 IS FALSE OR t.${open}))`,
  splitKeys: `
    SELECT (SELECT count(*) FROM (
             SELECT 1 FROM postcards.task a JOIN postcards.task b
                 ON b.user_id = a.user_id AND b.idempotency_key = a.idempotency_key AND b.id > a.id
                AND abs(extract(epoch FROM b.created_at - a.created_at)) < 86400) keyed)
         + (SELECT count(*) FROM (
             SELECT 1 FROM postcards.task WHERE ${open} GROUP BY user_id, body_hash HAVING count(*) > 1) bodied) AS found`,
  /** Tasks from before the oldest audit row that is kept are not asked for. */
  unauditedTasks: `
    SELECT count(*) AS found FROM postcards.task t
     WHERE t.created_at >= (SELECT min(at) FROM audit.entry)
       AND NOT EXISTS (SELECT 1 FROM audit.entry e
                        WHERE e.action IN ('postcard.create', 'postcard.regenerate') AND e.resource_id = t.id::text)`,
  /** $1: request ids of changes that a client was told of. */
  unauditedRequests: `
    SELECT count(*) AS found FROM unnest($1::text[]) told (id)
     WHERE NOT EXISTS (SELECT 1 FROM audit.entry e WHERE e.request_id = told.id)`,
  forkedSessions: `
    SELECT (SELECT count(*) FROM (SELECT 1 FROM users.refresh_token WHERE used_at IS NULL
                                   GROUP BY session_id HAVING count(*) > 1) forked)
         + (SELECT count(*) FROM users.session s JOIN users."user" u ON u.id = s.user_id
             WHERE s.revoked_at IS NULL AND NOT u.active) AS found`,
  /** Seven runs are granted; a run that finds a stage done does not do it again. */
  overworkedTasks: `
    SELECT count(*) AS found FROM (
      SELECT id FROM postcards.task WHERE runs > 7
      UNION SELECT task_id FROM agent.stage_checkpoint GROUP BY task_id HAVING count(*) > 8) overworked`,
  /**
   * Sums of a month's spending that their tasks do not explain. Which address a task came from is forgotten with its
   * owner, so addresses are summed up by day.
   */
  strayedSpending: `
    WITH explained AS (
      SELECT t.quota_date AS day, kind, CASE kind WHEN 'user' THEN t.user_id::text ELSE '' END AS key,
             sum(CASE WHEN t.${open} THEN t.reserve_micros ELSE 0 END) AS reserved,
             sum(CASE WHEN t.${open} THEN 0 WHEN t.cost_micros IS NOT NULL THEN t.cost_micros
                      WHEN t.runs > 0 THEN t.reserve_micros ELSE 0 END) AS spent
        FROM postcards.task t, unnest(t.reserved_for) kind
       WHERE t.quota_date >= current_date - 30
       GROUP BY 1, 2, 3),
    summed AS (
      SELECT day, kind, CASE kind WHEN 'user' THEN key ELSE '' END AS key,
             sum(reserved_micros) AS reserved, sum(spent_micros) AS spent
        FROM postcards.spend_day WHERE day >= current_date - 30 GROUP BY 1, 2, 3)
    SELECT count(*) AS found FROM explained e FULL JOIN summed s USING (day, kind, key)
     WHERE (coalesce(e.reserved, 0), coalesce(e.spent, 0)) <> (coalesce(s.reserved, 0), coalesce(s.spent, 0))`,
  /** Hashes of files: needed where a living card or an upload names them, whose row comes before its file. */
  namedFiles: `
    SELECT jsonb_array_elements_text(files) AS hash, deleted_at IS NULL AS needed FROM postcards.postcard
     WHERE deleted_at IS NULL OR deleted_at > now() - interval '1 hour'
    UNION ALL SELECT hash, created_at < now() - interval '1 minute' FROM postcards.upload`,
} as const;
