/** Runs one statement and gives its rows. */
export type ReadRows = (statement: string, values: unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * `altered`: a row is not what was chained there (changed, or in another's place). `entry_missing`: a link without its
 * row. `link_missing`: a gap before this place. `unchained`: a row that no link covers. `origin_altered`,
 * `origin_missing`: address and agent are not those of the row, or are gone without the account having been forgotten.
 * `head_wrong`: the chain does not end where its head says.
 */
const faults = [
  'altered',
  'entry_missing',
  'link_missing',
  'unchained',
  'origin_altered',
  'origin_missing',
  'head_wrong',
] as const;
export type ChainFault = (typeof faults)[number];

export interface ChainProblem {
  readonly service: string;
  /** UTC, `2026-11-22`. */
  readonly day: string;
  /** Place in the chain of that day; null where the row has none. */
  readonly seq: number | null;
  readonly entryId: string | null;
  readonly fault: ChainFault;
}

export interface ChainReport {
  /** Chains looked at: one for each service and day. */
  readonly chains: number;
  readonly rows: number;
  readonly problems: readonly ChainProblem[];
}

export interface ChainScope {
  readonly service?: string;
  /** UTC, `2026-11-22`. */
  readonly day?: string;
}

const chainsOf = `
  SELECT service, day::text AS day FROM (
    SELECT service, day FROM audit.head
    UNION SELECT service, day FROM audit.chain
    UNION SELECT service, (at AT TIME ZONE 'UTC')::date FROM audit.entry) AS known
   WHERE ($1::text IS NULL OR service = $1) AND ($2::date IS NULL OR day = $2)
   ORDER BY day, service`;

const ofDay = (entry: string): string =>
  `${entry}.at >= $2::date::timestamp AT TIME ZONE 'UTC' AND ${entry}.at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`;

const linksOf = `
  SELECT c.seq, c.entry_id, c.hash, e.id AS found, e.subject, e.origin_hash,
         lag(c.seq, 1, 0::bigint) OVER place AS seq_before,
         audit.next_hash(lag(c.hash, 1, audit.genesis($1, $2::date)) OVER place, e) AS expected,
         o.entry_id AS origin, audit.commitment(o.salt, o.address, o.agent) AS committed
    FROM audit.chain c
    LEFT JOIN audit.entry e ON e.id = c.entry_id AND ${ofDay('e')}
    LEFT JOIN audit.origin o ON o.entry_id = e.id AND o.at = e.at
   WHERE c.service = $1 AND c.day = $2::date
  WINDOW place AS (ORDER BY c.seq)`;

/** One statement sees one moment: rows that are being added meanwhile cannot look like a fault. */
const problemsOf = `
  WITH link AS MATERIALIZED (${linksOf}),
       unchained AS (
         SELECT e.id FROM audit.entry e WHERE e.service = $1 AND ${ofDay('e')} EXCEPT SELECT entry_id FROM link),
       ending AS (SELECT seq, hash FROM link ORDER BY seq DESC LIMIT 1),
       fault AS (
         SELECT seq, entry_id, CASE WHEN found IS NULL THEN 'entry_missing'
                                    WHEN seq <> seq_before + 1 THEN 'link_missing'
                                    WHEN expected <> hash THEN 'altered' END AS fault FROM link
         UNION ALL
         SELECT seq, entry_id, CASE WHEN origin IS NULL THEN 'origin_missing' ELSE 'origin_altered' END
           FROM link
          WHERE found IS NOT NULL AND committed IS DISTINCT FROM origin_hash
            AND NOT (origin IS NULL AND subject IS NOT NULL
                     AND NOT EXISTS (SELECT FROM audit.subject WHERE pseudonym = link.subject))
         UNION ALL
         SELECT NULL, id, 'unchained' FROM unchained
         UNION ALL
         SELECT coalesce(head.seq, ending.seq), NULL, 'head_wrong'
           FROM (SELECT * FROM audit.head WHERE service = $1 AND day = $2::date) AS head FULL JOIN ending ON true
          WHERE CASE WHEN head.pruned_at IS NULL THEN (head.seq, head.hash) IS DISTINCT FROM (ending.seq, ending.hash)
                     ELSE ending.seq IS NOT NULL OR head.pruned_at < head.day + 30 END)
  SELECT (SELECT count(*) FROM link)::int AS rows,
         coalesce((SELECT jsonb_agg(jsonb_build_object('seq', seq, 'entry_id', entry_id::text, 'fault', fault.fault)
                                    ORDER BY seq, entry_id) FROM fault WHERE fault.fault IS NOT NULL), '[]') AS problems`;

/**
 * Recomputes the chains of the audit and tells every place where they do not hold. Needs no right but to read. One
 * statement for each service and day: some 10 s for 100,000 rows on a small machine.
 */
export async function verifyChain(read: ReadRows, { service, day }: ChainScope = {}): Promise<ChainReport> {
  const chains = await read(chainsOf, [service ?? null, day ?? null]);
  const problems: ChainProblem[] = [];
  let rows = 0;
  for (const chain of chains) {
    const [found] = await read(problemsOf, [chain.service, chain.day]);
    rows += Number(found?.rows ?? 0);
    problems.push(...problemsIn(found?.problems, { service: String(chain.service), day: String(chain.day) }));
  }
  return { chains: chains.length, rows, problems };
}

function problemsIn(found: unknown, chain: Pick<ChainProblem, 'service' | 'day'>): ChainProblem[] {
  const listed: readonly unknown[] = Array.isArray(found) ? found : [];
  return listed
    .filter((problem) => typeof problem === 'object' && problem !== null)
    .map((problem) => ({
      ...chain,
      seq: textOf(problem, 'seq') === null ? null : Number(textOf(problem, 'seq')),
      entryId: textOf(problem, 'entry_id'),
      fault: faultOf(problem),
    }));
}

const faultOf = (problem: object): ChainFault => {
  const name = textOf(problem, 'fault');
  const fault = faults.find((known) => known === name);
  if (!fault) throw new Error(`the verification speaks of an unknown fault: ${name}`);
  return fault;
};

function textOf(row: object, name: string): string | null {
  const value: unknown = Reflect.get(row, name);
  return value === null || value === undefined ? null : String(value);
}
