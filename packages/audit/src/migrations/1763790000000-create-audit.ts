/** As much of a query runner as a migration needs; TypeORM's is one. */
interface Runner {
  query(text: string): Promise<unknown>;
}

const tables = [
  // How long rows are kept. Only the owner writes it, at boot: whoever serves cannot shorten it.
  `CREATE TABLE policy (
     single boolean PRIMARY KEY DEFAULT true CHECK (single),
     retention_days int NOT NULL CHECK (retention_days >= 30)
   )`,
  'INSERT INTO policy (retention_days) VALUES (90)',
  // Who a pseudonym is. A deleted account keeps its line without one: it never gets another.
  `CREATE TABLE subject (
     user_id uuid PRIMARY KEY,
     pseudonym uuid UNIQUE DEFAULT gen_random_uuid()
   )`,
  'CREATE SEQUENCE entry_id',
  // What happened. at is the time of the transaction that wrote it, happened_at that of the deed.
  `CREATE TABLE entry (
     id bigint NOT NULL DEFAULT nextval('audit.entry_id'),
     at timestamptz NOT NULL,
     happened_at timestamptz NOT NULL,
     service text NOT NULL,
     action text NOT NULL,
     operation text NOT NULL,
     result text NOT NULL CHECK (result IN ('success', 'failure', 'blocked', 'error')),
     actor text NOT NULL CHECK (actor IN ('user', 'program', 'service', 'operator', 'anonymous')),
     subject uuid,
     resource_type text,
     resource_id text,
     request_id text,
     origin_hash bytea,
     method text,
     status int,
     error_code text,
     before jsonb,
     after jsonb,
     details jsonb NOT NULL,
     PRIMARY KEY (id, at)
   ) PARTITION BY RANGE (at)`,
  'CREATE INDEX entry_of_subject ON entry (subject, at) WHERE subject IS NOT NULL',
  'CREATE INDEX entry_of_request ON entry (request_id)',
  'CREATE INDEX entry_newest ON entry (happened_at, id)',
  // Where a call came from: personal, so it can be deleted. The entry commits to it by a salted hash.
  `CREATE TABLE origin (
     entry_id bigint NOT NULL,
     at timestamptz NOT NULL,
     address text,
     agent text,
     salt bytea NOT NULL,
     PRIMARY KEY (entry_id, at)
   ) PARTITION BY RANGE (at)`,
  'CREATE INDEX origin_of_address ON origin (address, at)',
  // The place of each entry among those of its service and UTC day, in the order of the commits.
  `CREATE TABLE chain (
     service text NOT NULL,
     day date NOT NULL,
     seq bigint NOT NULL CHECK (seq > 0),
     entry_id bigint NOT NULL,
     hash bytea NOT NULL CHECK (octet_length(hash) = 32),
     PRIMARY KEY (service, day, seq)
   ) PARTITION BY RANGE (day)`,
  // The end of each chain; stays when its rows are dropped. Updated at every commit, hence the free space.
  `CREATE TABLE head (
     service text NOT NULL,
     day date NOT NULL,
     seq bigint NOT NULL,
     hash bytea NOT NULL CHECK (octet_length(hash) = 32),
     pruned_at timestamptz,
     PRIMARY KEY (service, day)
   ) WITH (fillfactor = 10)`,
  // For what comes when nobody made the partition of its day.
  ...['entry', 'origin', 'chain'].map((table) => `CREATE TABLE ${table}_default PARTITION OF ${table} DEFAULT`),
];

/** Attributes of what the serving role runs with the rights of the owner: nobody else's names are found. */
const definer = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_catalog, pg_temp';

/** Without a search path of their own, so that the planner can put their bodies in place of the calls. */
const chaining = [
  // The exact text that a hash covers: the same in every session, whatever its time zone.
  `CREATE FUNCTION canonical(row_of entry) RETURNS text LANGUAGE sql STABLE AS $$
     SELECT jsonb_build_array(row_of.id, (extract(epoch FROM row_of.at) * 1000000)::bigint,
       (extract(epoch FROM row_of.happened_at) * 1000000)::bigint, row_of.service, row_of.action, row_of.operation,
       row_of.result, row_of.actor, row_of.subject, row_of.resource_type, row_of.resource_id, row_of.request_id,
       encode(row_of.origin_hash, 'hex'), row_of.method, row_of.status, row_of.error_code, row_of.before, row_of.after,
       row_of.details)::text
   $$`,
  `CREATE FUNCTION next_hash(previous bytea, row_of entry) RETURNS bytea LANGUAGE sql STABLE AS $$
     SELECT sha256(previous || convert_to(audit.canonical(row_of), 'UTF8'))
   $$`,
  // What stands before the first row of a day.
  `CREATE FUNCTION genesis(service text, day date) RETURNS bytea LANGUAGE sql STABLE AS $$
     SELECT sha256(convert_to(service || ' ' || to_char(day, 'YYYY-MM-DD'), 'UTF8'))
   $$`,
  `CREATE FUNCTION commitment(salt bytea, address text, agent text) RETURNS bytea LANGUAGE sql STABLE AS $$
     SELECT sha256(salt || convert_to(jsonb_build_array(address, agent)::text, 'UTF8'))
   $$`,
  `CREATE FUNCTION link() RETURNS trigger ${definer} AS $$
   DECLARE
     today date := (NEW.at AT TIME ZONE 'UTC')::date;
     place head;
   BEGIN
     INSERT INTO head AS known (service, day, seq, hash)
     VALUES (NEW.service, today, 1, next_hash(genesis(NEW.service, today), NEW))
     ON CONFLICT (service, day) DO UPDATE SET seq = known.seq + 1, hash = next_hash(known.hash, NEW)
     RETURNING * INTO place;
     INSERT INTO chain (service, day, seq, entry_id, hash) VALUES (NEW.service, today, place.seq, NEW.id, place.hash);
     RETURN NULL;
   END $$`,
  // Deferred: the end of the chain is locked while the transaction commits, never while its client thinks.
  `CREATE CONSTRAINT TRIGGER link AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION link()`,
];

const appending = [
  `CREATE FUNCTION pseudonym_of(person uuid) RETURNS uuid ${definer} AS $$
   DECLARE
     found_pseudonym uuid;
   BEGIN
     IF person IS NULL THEN RETURN NULL; END IF;
     -- Locked, so that forget waits for the rows that are being written under it.
     SELECT pseudonym INTO found_pseudonym FROM subject WHERE user_id = person FOR KEY SHARE;
     IF FOUND THEN RETURN found_pseudonym; END IF;
     INSERT INTO subject (user_id) VALUES (person) ON CONFLICT DO NOTHING;
     SELECT pseudonym INTO found_pseudonym FROM subject WHERE user_id = person FOR KEY SHARE;
     RETURN found_pseudonym;
   END $$`,
  // Whatever explains a row is bounded; a change too large to be told is told by its size.
  `CREATE FUNCTION bounded(given jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
     SELECT CASE WHEN given IS NULL OR jsonb_typeof(given) = 'null' THEN NULL
                 WHEN octet_length(given::text) > 16384 THEN jsonb_build_object('too_large', octet_length(given::text))
                 ELSE given END
   $$`,
  `CREATE FUNCTION append(entries jsonb) RETURNS void ${definer} AS $$
   DECLARE
     given jsonb;
     person uuid;
     who uuid;
     address text;
     agent text;
     salt bytea;
     written bigint;
   BEGIN
     FOR given IN SELECT value FROM jsonb_array_elements(entries) LOOP
       person := (given ->> 'user_id')::uuid;
       who := pseudonym_of(person);
       address := left(given ->> 'address', 64);
       agent := left(given ->> 'agent', 300);
       -- Of those who were forgotten nothing personal is kept any more.
       IF coalesce(address, agent) IS NULL OR (person IS NOT NULL AND who IS NULL) THEN
         salt := NULL;
       ELSE
         salt := uuid_send(gen_random_uuid());
       END IF;
       INSERT INTO entry (at, happened_at, service, action, operation, result, actor, subject, resource_type,
         resource_id, request_id, origin_hash, method, status, error_code, before, after, details)
       VALUES (now(), coalesce((given ->> 'at')::timestamptz, now()), left(given ->> 'service', 20),
         left(given ->> 'action', 100), given ->> 'operation', given ->> 'result', given ->> 'actor', who,
         left(given ->> 'resource_type', 50), left(given ->> 'resource_id', 200), left(given ->> 'request_id', 128),
         commitment(salt, address, agent), left(given ->> 'method', 10), (given ->> 'status')::int,
         left(given ->> 'error_code', 60), bounded(given -> 'before'), bounded(given -> 'after'),
         coalesce(bounded(given -> 'details'), '{}'))
       RETURNING id INTO written;
       IF salt IS NOT NULL THEN
         INSERT INTO origin (entry_id, at, address, agent, salt) VALUES (written, now(), address, agent, salt);
       END IF;
     END LOOP;
   END $$`,
  `CREATE FUNCTION forget(person uuid) RETURNS void ${definer} AS $$
   DECLARE
     who uuid;
   BEGIN
     INSERT INTO subject (user_id, pseudonym) VALUES (person, NULL) ON CONFLICT DO NOTHING;
     SELECT pseudonym INTO who FROM subject WHERE user_id = person FOR UPDATE;
     IF who IS NULL THEN RETURN; END IF;
     DELETE FROM origin USING entry
      WHERE entry.subject = who AND origin.entry_id = entry.id AND origin.at = entry.at;
     UPDATE subject SET pseudonym = NULL WHERE user_id = person;
   END $$`,
];

const keeping = [
  // Attached rather than created in place: that lets readers and writers go on.
  `CREATE FUNCTION make_partition(parent text, day date, key_from text, key_to text) RETURNS void ${definer}
     SET lock_timeout = '3s' AS $$
   DECLARE
     name text := parent || to_char(day, '_YYYYMMDD');
   BEGIN
     IF to_regclass('audit.' || name) IS NOT NULL THEN RETURN; END IF;
     EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, parent);
     EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name, key_from, key_to);
   EXCEPTION WHEN check_violation THEN
     -- Rows of that day are in the default partition already, and stay there.
     NULL;
   END $$`,
  `CREATE FUNCTION ensure_partitions() RETURNS void ${definer} AS $$
   DECLARE
     today date := (now() AT TIME ZONE 'UTC')::date;
     day date;
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtextextended('audit.partitions', 0));
     FOR day IN SELECT today + ahead FROM generate_series(0, 3) AS ahead LOOP
       PERFORM make_partition('entry', day, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
       PERFORM make_partition('origin', day, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
       PERFORM make_partition('chain', day, day::text, (day + 1)::text);
     END LOOP;
   END $$`,
  // Gives the number of partitions that were dropped.
  `CREATE FUNCTION prune() RETURNS int ${definer} SET lock_timeout = '3s' AS $$
   DECLARE
     oldest date := (now() AT TIME ZONE 'UTC')::date - (SELECT retention_days FROM policy);
     name text;
     dropped int := 0;
   BEGIN
     PERFORM pg_advisory_xact_lock(hashtextextended('audit.partitions', 0));
     FOR name IN
       SELECT child.relname FROM pg_inherits
         JOIN pg_class child ON child.oid = inhrelid
         JOIN pg_class parent ON parent.oid = inhparent AND parent.relnamespace = 'audit'::regnamespace
        WHERE parent.relname IN ('entry', 'origin', 'chain') AND child.relname ~ '_[0-9]{8}$'
          AND to_date(right(child.relname, 8), 'YYYYMMDD') < oldest
        ORDER BY child.relname
     LOOP
       EXECUTE format('DROP TABLE %I', name);
       dropped := dropped + 1;
     END LOOP;
     DELETE FROM entry_default WHERE at < oldest::timestamp AT TIME ZONE 'UTC';
     DELETE FROM origin_default WHERE at < oldest::timestamp AT TIME ZONE 'UTC';
     DELETE FROM chain_default WHERE day < oldest;
     UPDATE head SET pruned_at = now() WHERE day < oldest AND pruned_at IS NULL;
     RETURN dropped;
   END $$`,
  'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC',
];

/** Everything of the schema. What each table promises stands beside it. */
export class CreateAudit1763790000000 {
  async up(runner: Runner): Promise<void> {
    for (const statement of [...tables, ...chaining, ...appending, ...keeping]) await runner.query(statement);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('DROP TABLE head, chain, origin, entry, subject, policy');
    await runner.query(
      `DROP FUNCTION link(), append(jsonb), pseudonym_of(uuid), bounded(jsonb), forget(uuid), prune(), ensure_partitions(),
         make_partition(text, date, text, text), genesis(text, date), commitment(bytea, text, text)`,
    );
    await runner.query('DROP SEQUENCE entry_id');
  }
}
