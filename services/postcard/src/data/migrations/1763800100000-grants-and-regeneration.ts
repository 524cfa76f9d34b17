import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Grants stand in the ledger beside the units of tasks. A free regeneration is one that a grant for its card pays for,
 * so every task reserves a unit, and a card gives such a grant once.
 */
const grants = `
ALTER TABLE postcards.quota_day
  ADD granted integer NOT NULL DEFAULT 0 CHECK (granted >= 0),
  DROP CONSTRAINT quota_not_exceeded,
  ADD CONSTRAINT quota_not_exceeded CHECK (reserved + spent <= daily_limit + granted);

ALTER TABLE postcards.postcard ADD CONSTRAINT card_of_user UNIQUE (id, user_id);

ALTER TABLE postcards.quota_entry
  ALTER task_id DROP NOT NULL,
  ADD units integer NOT NULL DEFAULT 1,
  ADD reason text CHECK (length(reason) BETWEEN 1 AND 500),
  ADD granted_by uuid,
  ADD card_id uuid,
  DROP CONSTRAINT quota_entry_kind_check,
  ADD CONSTRAINT entry_kind CHECK (kind IN ('reserve', 'spend', 'release', 'grant')),
  ADD CONSTRAINT units_of_kind CHECK (CASE kind WHEN 'grant' THEN units BETWEEN 1 AND 100 ELSE units = 1 END),
  ADD CONSTRAINT task_unless_grant CHECK ((kind = 'grant') = (task_id IS NULL)),
  ADD CONSTRAINT reason_of_grant CHECK ((kind = 'grant') = (reason IS NOT NULL)),
  ADD CONSTRAINT granted_by_somebody CHECK (num_nonnulls(granted_by, card_id) = CASE kind WHEN 'grant' THEN 1 ELSE 0 END),
  ADD FOREIGN KEY (user_id, quota_date) REFERENCES postcards.quota_day,
  ADD FOREIGN KEY (card_id, user_id) REFERENCES postcards.postcard (id, user_id);
DROP INDEX postcards.closed_once;
CREATE UNIQUE INDEX closed_once ON postcards.quota_entry (task_id) WHERE kind IN ('spend', 'release');
CREATE UNIQUE INDEX one_free_regeneration ON postcards.quota_entry (card_id) WHERE card_id IS NOT NULL;
CREATE INDEX entry_of_day ON postcards.quota_entry (user_id, quota_date);
CREATE INDEX entry_newest ON postcards.quota_entry USING brin (created_at);
`;

/**
 * A task that regenerates a card holds no slot until it completes: then it takes that of its card, which leaves it in
 * the same transaction. Meanwhile nobody else can take it, since one task of a day is open at a time.
 */
const regeneration = `
ALTER TABLE postcards.task
  ADD regenerates uuid,
  ADD runs integer NOT NULL DEFAULT 0 CHECK (runs >= 0),
  ADD FOREIGN KEY (regenerates, user_id) REFERENCES postcards.postcard (id, user_id),
  DROP CONSTRAINT open_holds_slot,
  ADD CONSTRAINT open_holds_slot
    CHECK (status = 'completed' OR slot_held = (status <> 'failed' AND regenerates IS NULL));
CREATE UNIQUE INDEX one_open_task ON postcards.task (user_id, quota_date) WHERE status IN ('pending', 'processing');
CREATE INDEX task_newest ON postcards.task (created_at, id);
-- A job is made of its task when it is sent.
ALTER TABLE postcards.outbox DROP COLUMN payload;
`;

/** Reserve, spend and release move one unit of the day; a grant adds to it. */
const ledger = `
CREATE OR REPLACE FUNCTION postcards.book_quota_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind IN ('spend', 'release')
     AND NOT EXISTS (SELECT 1 FROM postcards.quota_entry WHERE task_id = NEW.task_id AND kind = 'reserve') THEN
    RAISE EXCEPTION 'task % reserved nothing', NEW.task_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE postcards.quota_day
     SET reserved = reserved + CASE NEW.kind WHEN 'reserve' THEN 1 WHEN 'grant' THEN 0 ELSE -1 END,
         spent = spent + CASE NEW.kind WHEN 'spend' THEN 1 ELSE 0 END,
         granted = granted + CASE NEW.kind WHEN 'grant' THEN NEW.units ELSE 0 END
   WHERE user_id = NEW.user_id AND quota_date = NEW.quota_date;
  RETURN NULL;
END $$;
`;

const taskGuard = `
CREATE OR REPLACE FUNCTION postcards.guard_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.fence < OLD.fence THEN
    RAISE EXCEPTION 'the fence of task % may not fall', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.user_id, NEW.quota_date, NEW.regenerates) IS DISTINCT FROM (OLD.user_id, OLD.quota_date, OLD.regenerates) THEN
    RAISE EXCEPTION 'owner, day and card of task % are fixed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot_held AND NOT OLD.slot_held
     AND NOT (OLD.regenerates IS NOT NULL AND OLD.status = 'processing' AND NEW.status = 'completed') THEN
    RAISE EXCEPTION 'task % has left its slot', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status IN ('completed', 'failed')
     AND (NEW.status, NEW.fence, NEW.error, NEW.ended_at) IS DISTINCT FROM (OLD.status, OLD.fence, OLD.error, OLD.ended_at) THEN
    RAISE EXCEPTION 'task % has ended', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.updated_at := CASE WHEN NEW.status = OLD.status AND NEW.fence = OLD.fence THEN OLD.updated_at ELSE now() END;
  RETURN NEW;
END $$;
`;

/** Checked at commit: every task reserved a unit; it has a card exactly when it is completed, and its unit is closed accordingly. */
const settlement = `
CREATE OR REPLACE FUNCTION postcards.check_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  task uuid := (to_jsonb(NEW) ->> (CASE TG_TABLE_NAME WHEN 'task' THEN 'id' ELSE 'task_id' END))::uuid;
  task_status text;
  has_reserved boolean;
  closed_as text;
  has_card boolean;
BEGIN
  IF task IS NULL THEN RETURN NULL; END IF;
  SELECT t.status,
         EXISTS (SELECT 1 FROM postcards.quota_entry e WHERE e.task_id = t.id AND e.kind = 'reserve'),
         (SELECT e.kind FROM postcards.quota_entry e WHERE e.task_id = t.id AND e.kind IN ('spend', 'release')),
         EXISTS (SELECT 1 FROM postcards.postcard p WHERE p.task_id = t.id)
    INTO task_status, has_reserved, closed_as, has_card
    FROM postcards.task t WHERE t.id = task;
  IF NOT has_reserved OR has_card IS DISTINCT FROM (task_status = 'completed')
     OR closed_as IS DISTINCT FROM (CASE task_status WHEN 'completed' THEN 'spend' WHEN 'failed' THEN 'release' END) THEN
    RAISE EXCEPTION 'status %, card % and ledger % do not agree', task_status, has_card, closed_as
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
`;

/** Hashes of all files that a card names, so that a file can be asked whose it is. */
const files = `
ALTER TABLE postcards.postcard ADD files jsonb NOT NULL GENERATED ALWAYS AS (
  jsonb_path_query_array(picture, 'strict $.**.hash', '{}', true)
    || jsonb_path_query_array(poster, 'strict $.hash', '{}', true)
    || jsonb_path_query_array(page, 'strict $.hash', '{}', true)) STORED;
CREATE INDEX postcard_files ON postcards.postcard USING gin (files);
`;

export class GrantsAndRegeneration1763800100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [grants, regeneration, ledger, taskGuard, settlement, files]) await runner.query(part);
  }

  /** What it allows cannot be told apart from what was there before. */
  async down(): Promise<void> {
    throw new Error('there is no way back from grants and regenerations');
  }
}
