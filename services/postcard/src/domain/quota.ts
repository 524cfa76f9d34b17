import { type ErrorCode, errorSpec } from '@mojian/contracts/error-codes';

/** What holds the user's place of the day: nothing, a card being made, or a finished card. */
type Slot =
  | { readonly kind: 'empty' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'card'; readonly cardId: string };

/** The ledger of one user and day, summed: `limit = available + reserved + spent`. */
export interface QuotaDay {
  readonly limit: number;
  readonly reserved: number;
  readonly spent: number;
  readonly slot: Slot;
}

export type CreateRefusal = Extract<ErrorCode, 'TASK_UNDER_WAY' | 'QUOTA_USED_UP' | 'SLOT_TAKEN'>;

const available = ({ limit, reserved, spent }: QuotaDay): number => Math.max(0, limit - reserved - spent);

/**
 * Why no card may be begun now, or null. A card under way is told first, for it may still fail and give its unit back;
 * a used-up day before a taken slot, for deleting that card would not help.
 */
export function refusalOf(day: QuotaDay): CreateRefusal | null {
  if (day.slot.kind === 'under-way') return 'TASK_UNDER_WAY';
  if (available(day) === 0) return 'QUOTA_USED_UP';
  return day.slot.kind === 'card' ? 'SLOT_TAKEN' : null;
}

const welcome = { zh: '把此刻的心情画下来吧', en: 'Draw how you feel right now' } as const;

/** What a client shows: `can_generate` needs an empty slot and a unit left. */
export function describeQuota(day: QuotaDay, language: 'zh' | 'en') {
  const refusal = refusalOf(day);
  return {
    can_generate: refusal === null,
    should_show_canvas: refusal === null,
    remaining_quota: available(day),
    generated_count: day.reserved + day.spent,
    current_card_exists: day.slot.kind === 'card',
    current_card_id: day.slot.kind === 'card' ? day.slot.cardId : null,
    max_daily_quota: day.limit,
    message: refusal === null ? welcome[language] : errorSpec(refusal)[language],
  };
}
