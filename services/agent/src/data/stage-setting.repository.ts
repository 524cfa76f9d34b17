import type { RunQuery } from '@mojian/audit/append-entries';
import { AppError } from '@mojian/contracts/app-error';
import type { ModelStage, Setting, SettingContent } from '@mojian/contracts/routes/stage-setting.routes';
import { z } from 'zod';

const moment = z.date().transform((date) => date.toISOString());

/** As it is stored: whether the content fits is asked by who uses it. */
const Row = z.object({
  number: z.int(),
  stage: z.enum(['concept', 'copy', 'image', 'code']),
  state: z.enum(['draft', 'published', 'retired', 'rolled_back']),
  content: z.record(z.string(), z.unknown()),
  note: z.string().nullable(),
  created_by: z.string(),
  created_at: moment,
  published_at: moment.nullable(),
});
const Rows = z.array(Row);
const columns = 'number, stage, state, content, note, created_by, created_at, published_at';
const MOST_LISTED = 100;

interface NewDraft extends Pick<Setting, 'stage' | 'note'> {
  readonly content: SettingContent;
  readonly createdBy: string;
}

/** What admins have put otherwise in each stage. Throws DEPENDENCY_DOWN while Postgres is away. */
export class StageSettingRepository {
  /** `query` is of a transaction where more than one statement belong together. */
  constructor(private readonly query: RunQuery) {}

  /** Whoever decides what is in force in a stage waits here for the others; ends with the transaction. */
  async hold(stage: ModelStage): Promise<void> {
    await this.query(`select pg_advisory_xact_lock(hashtextextended('stage-setting:' || $1, 0))`, [stage]);
  }

  /** Newest first, a hundred at most. */
  async list(stage: ModelStage): Promise<Setting[]> {
    return this.read(
      `select ${columns} from agent.stage_setting where stage = $1 order by number desc limit ${MOST_LISTED}`,
      [stage],
    );
  }

  /** @throws AppError STAGE_SETTING_NOT_FOUND. */
  async get(stage: ModelStage, number: number): Promise<Setting> {
    const [row] = await this.read(`select ${columns} from agent.stage_setting where stage = $1 and number = $2`, [
      stage,
      number,
    ]);
    if (!row) throw new AppError('STAGE_SETTING_NOT_FOUND', `no setting ${number} of ${stage}`);
    return row;
  }

  async findPublished(stage: ModelStage): Promise<Setting | undefined> {
    const [row] = await this.read(
      `select ${columns} from agent.stage_setting where stage = $1 and state = 'published'`,
      [stage],
    );
    return row;
  }

  /** What was in force before the published one; undefined where that was the code's own. */
  async findBefore({ stage, published_at }: Setting): Promise<Setting | undefined> {
    const [row] = await this.read(
      `select ${columns} from agent.stage_setting
       where stage = $1 and state = 'retired' and published_at < $2 order by published_at desc limit 1`,
      [stage, published_at],
    );
    return row;
  }

  /** Every published one, with whatever its content is. */
  async listPublished(): Promise<Setting[]> {
    return this.read(`select ${columns} from agent.stage_setting where state = 'published'`, []);
  }

  async draft({ stage, content, note, createdBy }: NewDraft): Promise<Setting> {
    const [row] = await this.read(
      `insert into agent.stage_setting (stage, content, note, created_by) values ($1, $2::jsonb, $3, $4)
       returning ${columns}`,
      [stage, JSON.stringify(content), note, createdBy],
    );
    if (!row) throw new AppError('INTERNAL', 'a draft without a row');
    return row;
  }

  async publish(number: number): Promise<void> {
    await this.query(
      `update agent.stage_setting set state = 'published', published_at = coalesce(published_at, clock_timestamp())
       where number = $1`,
      [number],
    );
  }

  /** Out of force because another was published. */
  async retire(number: number): Promise<void> {
    await this.query(`update agent.stage_setting set state = 'retired' where number = $1`, [number]);
  }

  /** Never to be gone back to: this one, and with `before` all that were in force before it. */
  async rollBack({ stage, number }: Setting, { before }: { readonly before: boolean }): Promise<void> {
    await this.query(
      `update agent.stage_setting set state = 'rolled_back'
       where number = $2 or ($3 and stage = $1 and state = 'retired')`,
      [stage, number, before],
    );
  }

  private async read(statement: string, values: unknown[]): Promise<Setting[]> {
    return Rows.parse(await this.query(statement, values));
  }
}
