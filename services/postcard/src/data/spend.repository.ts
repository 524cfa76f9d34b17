import { AppError } from '@mojian/contracts/app-error';
import type { EntityManager } from 'typeorm';
import { startOfNextDay } from '../domain/business-day.js';
import { type Spender, type SpendKind, type SpendSettings, type SpendSum, sumsOf } from '../domain/spend.js';
import type { QuotaSettings } from './quota.repository.js';
import { firstRow, rowsOf } from './sql.js';

/** What a task reserved; the task keeps it, so that its end settles just that. */
export interface SpendReserve {
  readonly reserveMicros: number;
  readonly reservedFor: readonly SpendKind[];
  readonly addressKey: string | null;
}

type SpendClock = Pick<QuotaSettings, 'timeZone' | 'clock'> & { readonly spend: SpendSettings };

/** Nobody asks for what was spent before; of addresses nothing is left then. */
const KEPT_DAYS = 31;

/** What models cost a day. What a task reserves here is settled by the schema when the task ends. */
export class SpendRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly settings: SpendClock,
  ) {}

  /**
   * Takes a card's reserve from what each ceiling leaves of the day (`YYYY-MM-DD`), whatever others reserve at the same
   * moment. The sums stay locked until the transaction ends. @throws AppError SPEND_CEILING where one has no room.
   */
  async reserve(day: string, spender: Spender): Promise<SpendReserve> {
    const { spend } = this.settings;
    const sums = sumsOf(spend, spender);
    for (const sum of sums) {
      if (!(await this.take(day, sum))) throw await this.refusal(day, sum.kind);
    }
    return {
      reserveMicros: sums.length === 0 ? 0 : spend.reserveMicros,
      reservedFor: sums.map(({ kind }) => kind),
      addressKey: sums.find(({ kind }) => kind === 'address')?.key ?? null,
    };
  }

  /**
   * What a task cost in the end, told after it has ended: what is no more than was told before changes nothing, nor does
   * the cost of a task whose account is gone.
   */
  async tellLateCost(taskId: string, micros: number): Promise<void> {
    await rowsOf(
      this.manager,
      `UPDATE task SET cost_micros = $2
        WHERE id = $1 AND status IN ('completed', 'failed') AND coalesce(cost_micros, -1) < $2 AND brief <> '{}'`,
      [taskId, micros],
    );
  }

  /** Forgets the sums of days, and the addresses of tasks, that are older than a month. */
  async forgetOld(): Promise<void> {
    await rowsOf(this.manager, `DELETE FROM spend_day WHERE day < current_date - ${KEPT_DAYS}`);
    await rowsOf(
      this.manager,
      `UPDATE task SET address_key = NULL WHERE address_key IS NOT NULL AND quota_date < current_date - ${KEPT_DAYS}`,
    );
  }

  private async take(day: string, { kind, key, ceilingMicros }: SpendSum): Promise<boolean> {
    const rows = await rowsOf(
      this.manager,
      `INSERT INTO spend_day AS s (day, kind, key, reserved_micros) VALUES ($1, $2, $3, $4)
         ON CONFLICT (day, kind, key) DO UPDATE SET reserved_micros = s.reserved_micros + excluded.reserved_micros
         WHERE s.spent_micros + s.reserved_micros + excluded.reserved_micros <= $5
       RETURNING 1`,
      [day, kind, key, this.settings.spend.reserveMicros, ceilingMicros],
    );
    return rows.length === 1;
  }

  private async refusal(day: string, kind: SpendKind): Promise<AppError> {
    const row = await firstRow<{ seconds: number }>(
      this.manager,
      'SELECT extract(epoch FROM $1::timestamptz - coalesce($2::timestamptz, now()))::float8 AS seconds',
      [startOfNextDay(day, this.settings.timeZone), this.settings.clock?.() ?? null],
    );
    const details = { retry_after: Math.max(1, Math.ceil(row?.seconds ?? 0)) };
    return new AppError('SPEND_CEILING', `the ceiling of ${kind} is reached on ${day}`, { details });
  }
}
