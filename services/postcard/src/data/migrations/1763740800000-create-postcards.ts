import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
CREATE TABLE postcards.quota_day (
  user_id uuid NOT NULL,
  quota_date date NOT NULL,
  daily_limit integer NOT NULL CHECK (daily_limit >= 0),
  reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  spent integer NOT NULL DEFAULT 0 CHECK (spent >= 0),
  PRIMARY KEY (user_id, quota_date),
  CONSTRAINT quota_not_exceeded CHECK (reserved + spent <= daily_limit)
);

CREATE TABLE postcards.task (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'completed', 'failed')),
  fence integer NOT NULL DEFAULT 0 CHECK (fence >= 0),
  seed text NOT NULL CHECK (seed <> ''),
  brief jsonb NOT NULL,
  body_hash text NOT NULL CHECK (body_hash ~ '^[0-9a-f]{64}$'),
  idempotency_key text CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  quota_date date NOT NULL,
  slot_held boolean NOT NULL DEFAULT true,
  request_id text NOT NULL,
  error text,
  error_message text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deadline_at timestamptz NOT NULL,
  ended_at timestamptz,
  FOREIGN KEY (user_id, quota_date) REFERENCES postcards.quota_day,
  UNIQUE (id, user_id, quota_date),
  CHECK (deadline_at > created_at),
  CONSTRAINT ended_when_terminal CHECK ((status IN ('completed', 'failed')) = (ended_at IS NOT NULL)),
  CONSTRAINT error_when_failed CHECK ((status = 'failed') = (error IS NOT NULL)),
  CONSTRAINT open_holds_slot CHECK (status = 'completed' OR slot_held = (status <> 'failed'))
);
CREATE UNIQUE INDEX one_live_slot ON postcards.task (user_id, quota_date) WHERE slot_held;
CREATE UNIQUE INDEX one_open_task_of_a_body ON postcards.task (user_id, body_hash)
  WHERE status IN ('pending', 'processing');
CREATE INDEX task_open ON postcards.task (deadline_at) WHERE status IN ('pending', 'processing');
CREATE INDEX task_by_body ON postcards.task (user_id, body_hash, created_at);
CREATE INDEX task_by_key ON postcards.task (user_id, idempotency_key, created_at) WHERE idempotency_key IS NOT NULL;
CREATE INDEX task_ended ON postcards.task (ended_at) WHERE status = 'completed';

CREATE TABLE postcards.quota_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id uuid NOT NULL,
  user_id uuid NOT NULL,
  quota_date date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reserve', 'spend', 'release')),
  created_at timestamptz NOT NULL DEFAULT now(),
  -- A unit goes back to the day it came from: the day of an entry is the day of its task.
  FOREIGN KEY (task_id, user_id, quota_date) REFERENCES postcards.task (id, user_id, quota_date)
);
CREATE UNIQUE INDEX reserved_once ON postcards.quota_entry (task_id) WHERE kind = 'reserve';
CREATE UNIQUE INDEX closed_once ON postcards.quota_entry (task_id) WHERE kind <> 'reserve';

CREATE TABLE postcards.postcard (
  id uuid PRIMARY KEY,
  task_id uuid NOT NULL UNIQUE REFERENCES postcards.task,
  user_id uuid NOT NULL,
  concept jsonb NOT NULL,
  copy jsonb NOT NULL,
  picture jsonb NOT NULL,
  page jsonb NOT NULL,
  poster jsonb NOT NULL,
  interactions jsonb NOT NULL,
  report jsonb NOT NULL,
  structured_data jsonb NOT NULL,
  flat_fields jsonb NOT NULL,
  sources jsonb NOT NULL,
  degraded boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX postcard_gallery ON postcards.postcard (user_id, created_at DESC, id) WHERE deleted_at IS NULL;

CREATE TABLE postcards.outbox (
  task_id uuid PRIMARY KEY REFERENCES postcards.task,
  payload jsonb NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX outbox_unsent ON postcards.outbox (created_at) WHERE sent_at IS NULL;

CREATE TABLE postcards.share_link (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[A-Za-z0-9_-]{22,64}$'),
  card_id uuid NOT NULL REFERENCES postcards.postcard,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE UNIQUE INDEX one_live_link ON postcards.share_link (card_id) WHERE revoked_at IS NULL;

CREATE TABLE postcards.card_report (
  id uuid PRIMARY KEY,
  card_id uuid NOT NULL REFERENCES postcards.postcard,
  slug text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('unsafe', 'private', 'broken', 'other')),
  note text CHECK (length(note) <= 500),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX card_report_by_card ON postcards.card_report (card_id);
`;

/** A terminal status is final, a fence never falls, a slot that was freed is not taken again by the same task. */
const taskGuard = `
CREATE FUNCTION postcards.guard_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.fence < OLD.fence THEN
    RAISE EXCEPTION 'the fence of task % may not fall', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot_held AND NOT OLD.slot_held THEN
    RAISE EXCEPTION 'task % has left its slot', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status IN ('completed', 'failed')
     AND (NEW.status, NEW.fence, NEW.error, NEW.ended_at) IS DISTINCT FROM (OLD.status, OLD.fence, OLD.error, OLD.ended_at) THEN
    RAISE EXCEPTION 'task % has ended', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.updated_at := CASE WHEN NEW.status = OLD.status AND NEW.fence = OLD.fence THEN OLD.updated_at ELSE now() END;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_task BEFORE UPDATE ON postcards.task FOR EACH ROW EXECUTE FUNCTION postcards.guard_task();
`;

/** The sums of a day follow from its entries; what is closed must have been reserved. */
const ledger = `
CREATE FUNCTION postcards.book_quota_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'reserve'
     AND NOT EXISTS (SELECT 1 FROM postcards.quota_entry WHERE task_id = NEW.task_id AND kind = 'reserve') THEN
    RAISE EXCEPTION 'task % reserved nothing', NEW.task_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE postcards.quota_day
     SET reserved = reserved + CASE WHEN NEW.kind = 'reserve' THEN 1 ELSE -1 END,
         spent = spent + CASE WHEN NEW.kind = 'spend' THEN 1 ELSE 0 END
   WHERE user_id = NEW.user_id AND quota_date = NEW.quota_date;
  RETURN NULL;
END $$;
CREATE TRIGGER book_quota_entry AFTER INSERT ON postcards.quota_entry
  FOR EACH ROW EXECUTE FUNCTION postcards.book_quota_entry();
`;

/** Checked at commit: a task is completed exactly when it has a card, and then its unit is spent; failed, released. */
const settlement = `
CREATE FUNCTION postcards.check_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  task_status text;
  closed_as text;
  has_card boolean;
BEGIN
  SELECT t.status, e.kind, p.id IS NOT NULL INTO task_status, closed_as, has_card
    FROM postcards.task t
    LEFT JOIN postcards.quota_entry e ON e.task_id = t.id AND e.kind <> 'reserve'
    LEFT JOIN postcards.postcard p ON p.task_id = t.id
   WHERE t.id = (to_jsonb(NEW) ->> (CASE TG_TABLE_NAME WHEN 'task' THEN 'id' ELSE 'task_id' END))::uuid;
  IF has_card IS DISTINCT FROM (task_status = 'completed')
     OR closed_as IS DISTINCT FROM (CASE task_status WHEN 'completed' THEN 'spend' WHEN 'failed' THEN 'release' END) THEN
    RAISE EXCEPTION 'status %, card % and ledger % do not agree', task_status, has_card, closed_as
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER task_settlement AFTER INSERT OR UPDATE OF status ON postcards.task
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION postcards.check_settlement();
CREATE CONSTRAINT TRIGGER card_settlement AFTER INSERT ON postcards.postcard
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION postcards.check_settlement();
CREATE CONSTRAINT TRIGGER entry_settlement AFTER INSERT ON postcards.quota_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION postcards.check_settlement();
`;

export class CreatePostcards1763740800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [tables, taskGuard, ledger, settlement]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    const names = ['card_report', 'share_link', 'outbox', 'postcard', 'quota_entry', 'task', 'quota_day'];
    for (const name of names) await runner.query(`DROP TABLE postcards.${name} CASCADE`);
    for (const name of ['guard_task', 'book_quota_entry', 'check_settlement'])
      await runner.query(`DROP FUNCTION postcards.${name}`);
  }
}
