import { type ErrorCode, errorSpec } from '@mojian/contracts/error-codes';

/** The ledger of one user and day, summed: `limit = available + reserved + spent`. */
export interface QuotaDay {
  /** What the plan gives and what was granted besides. */
  readonly limit: number;
  readonly reserved: number;
  readonly spent: number;
  /** Whether a card is being made, in an empty slot or in the place of the one that is there. */
  readonly underWay: boolean;
  /** The finished card in the slot of the day. */
  readonly cardId: string | null;
}

export type CreateRefusal = Extract<ErrorCode, 'TASK_UNDER_WAY' | 'QUOTA_USED_UP' | 'SLOT_TAKEN'>;

const available = ({ limit, reserved, spent }: QuotaDay): number => Math.max(0, limit - reserved - spent);

/**
 * Why no card may be begun now, or null. A card under way is told first, for it may still fail and give its unit back;
 * a used-up day before a taken slot, for deleting that card would not help.
 */
export function refusalOf(day: QuotaDay): CreateRefusal | null {
  if (day.underWay) return 'TASK_UNDER_WAY';
  if (available(day) === 0) return 'QUOTA_USED_UP';
  return day.cardId === null ? null : 'SLOT_TAKEN';
}

/** Why this card may not be made anew now, or null: the new one takes its place, so its own slot is empty enough. */
export const refusalToRegenerate = (day: QuotaDay, cardId: string): CreateRefusal | null =>
  refusalOf(day.cardId === cardId ? { ...day, cardId: null } : day);

const welcome = { zh: '把此刻的心情画下来吧', en: 'Draw how you feel right now' } as const;

/** What a client shows: `can_generate` needs an empty slot and a unit left. */
export function describeQuota(day: QuotaDay, language: 'zh' | 'en') {
  const refusal = refusalOf(day);
  return {
    can_generate: refusal === null,
    should_show_canvas: refusal === null,
    remaining_quota: available(day),
    generated_count: day.reserved + day.spent,
    current_card_exists: day.cardId !== null,
    current_card_id: day.cardId,
    max_daily_quota: day.limit,
    message: refusal === null ? welcome[language] : errorSpec(refusal)[language],
  };
}
