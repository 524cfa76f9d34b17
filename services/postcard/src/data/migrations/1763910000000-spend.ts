import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What models cost, by day: of everybody, of a user and of an address, as far as there are ceilings. A task remembers
 * what was reserved for it and in which of these sums, so that its end settles just those, whatever is configured by
 * then. Amounts are millionths of the currency of MODEL_PRICES.
 */
const tables = `
CREATE TABLE postcards.spend_day (
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('all', 'user', 'address')),
  key text NOT NULL CHECK ((kind = 'all') = (key = '')),
  spent_micros bigint NOT NULL DEFAULT 0 CHECK (spent_micros >= 0),
  reserved_micros bigint NOT NULL DEFAULT 0 CHECK (reserved_micros >= 0),
  PRIMARY KEY (day, kind, key)
);

ALTER TABLE postcards.task
  ADD reserve_micros bigint NOT NULL DEFAULT 0 CHECK (reserve_micros >= 0),
  ADD reserved_for text[] NOT NULL DEFAULT '{}' CHECK (reserved_for <@ ARRAY['address', 'user', 'all']),
  ADD address_key text CHECK (address_key ~ '^[0-9a-f]{64}$'),
  ADD cost_micros bigint CHECK (cost_micros >= 0),
  ADD CONSTRAINT reserved_for_something CHECK ((reserve_micros > 0) = (reserved_for <> '{}'));
CREATE INDEX task_with_address ON postcards.task (quota_date) WHERE address_key IS NOT NULL;
`;

/**
 * What a task counts for: while it is open, its reserve; then what it was told to have cost, or, where nobody knows,
 * its reserve if a run had begun it, and nothing if none had.
 */
const charge = `
CREATE FUNCTION postcards.charge_of(task postcards.task) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN task.status IN ('pending', 'processing') THEN 0
              ELSE coalesce(task.cost_micros, CASE WHEN task.runs > 0 THEN task.reserve_micros ELSE 0 END) END
$$;
`;

/** The sums follow the tasks, whoever ends them: the most contended row last, which is the order of the creates too. */
const book = `
CREATE FUNCTION postcards.book_spend() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sum_kind text;
  released bigint := CASE WHEN OLD.status IN ('pending', 'processing') AND NEW.status IN ('completed', 'failed')
                          THEN OLD.reserve_micros ELSE 0 END;
  charged bigint := postcards.charge_of(NEW) - postcards.charge_of(OLD);
BEGIN
  IF (NEW.reserve_micros, NEW.reserved_for) IS DISTINCT FROM (OLD.reserve_micros, OLD.reserved_for) THEN
    RAISE EXCEPTION 'what task % reserved is fixed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.cost_micros IS NULL AND OLD.cost_micros IS NOT NULL OR NEW.cost_micros < OLD.cost_micros THEN
    RAISE EXCEPTION 'the cost of task % may not fall', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF released = 0 AND charged = 0 THEN RETURN NULL; END IF;
  FOREACH sum_kind IN ARRAY NEW.reserved_for LOOP
    UPDATE postcards.spend_day
       SET reserved_micros = reserved_micros - released, spent_micros = spent_micros + charged
     WHERE day = NEW.quota_date AND kind = sum_kind
       AND key = CASE sum_kind WHEN 'user' THEN NEW.user_id::text WHEN 'address' THEN NEW.address_key ELSE '' END;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER book_spend AFTER UPDATE OF status, cost_micros, reserve_micros, reserved_for ON postcards.task
  FOR EACH ROW EXECUTE FUNCTION postcards.book_spend();
`;

export class Spend1763910000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [tables, charge, book]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER book_spend ON postcards.task');
    await runner.query('DROP FUNCTION postcards.book_spend');
    await runner.query('DROP FUNCTION postcards.charge_of');
    await runner.query(
      'ALTER TABLE postcards.task DROP reserve_micros, DROP reserved_for, DROP address_key, DROP cost_micros',
    );
    await runner.query('DROP TABLE postcards.spend_day');
  }
}
