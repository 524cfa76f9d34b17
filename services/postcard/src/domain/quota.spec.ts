import { describe, expect, it } from '@jest/globals';
import { describeQuota, type QuotaDay, refusalOf, refusalToRegenerate } from './quota.js';

const cardId = '0197a0e2-0000-7000-8000-000000000001';
const day = (change: Partial<QuotaDay> = {}): QuotaDay => ({
  limit: 2,
  reserved: 0,
  spent: 0,
  underWay: false,
  cardId: null,
  ...change,
});

describe('refusalOf', () => {
  it.each([
    [day(), null],
    [day({ spent: 1 }), null],
    [day({ spent: 1, cardId }), 'SLOT_TAKEN'],
    [day({ reserved: 1, underWay: true }), 'TASK_UNDER_WAY'],
    [day({ reserved: 1, spent: 1, underWay: true }), 'TASK_UNDER_WAY'],
    [day({ spent: 2, cardId }), 'QUOTA_USED_UP'],
    [day({ spent: 2 }), 'QUOTA_USED_UP'],
    [day({ limit: 0 }), 'QUOTA_USED_UP'],
  ])('of %j is %s', (given, refusal) => {
    expect(refusalOf(given)).toBe(refusal);
  });
});

describe('refusalToRegenerate', () => {
  it.each([
    [day({ spent: 1, cardId }), null],
    [day({ spent: 1, cardId: 'another' }), 'SLOT_TAKEN'],
    [day({ spent: 1 }), null],
    [day({ spent: 2, cardId }), 'QUOTA_USED_UP'],
    [day({ reserved: 1, spent: 1, cardId, underWay: true }), 'TASK_UNDER_WAY'],
  ])('of %j is %s', (given, refusal) => {
    expect(refusalToRegenerate(given, cardId)).toBe(refusal);
  });
});

describe('describeQuota', () => {
  it('tells a fresh day', () => {
    expect(describeQuota(day(), 'zh')).toEqual({
      can_generate: true,
      should_show_canvas: true,
      remaining_quota: 2,
      generated_count: 0,
      current_card_exists: false,
      current_card_id: null,
      max_daily_quota: 2,
      message: '把此刻的心情画下来吧',
    });
  });

  it('an open task makes only can_generate false', () => {
    const quota = describeQuota(day({ reserved: 1, underWay: true }), 'zh');
    expect(quota).toMatchObject({ can_generate: false, current_card_exists: false, current_card_id: null });
  });

  it('a limit that was lowered during the day never shows less than nothing', () => {
    expect(describeQuota(day({ limit: 1, spent: 2 }), 'zh').remaining_quota).toBe(0);
  });

  it('clients show a toast by words: only a used-up day has one of them', () => {
    const toast = /超出|次数|配额|quota|limit/i;
    expect(describeQuota(day({ spent: 2 }), 'zh').message).toContain('次数');
    for (const language of ['zh', 'en'] as const) {
      expect(describeQuota(day(), language).message).not.toMatch(toast);
      expect(describeQuota(day({ reserved: 1, underWay: true }), language).message).not.toMatch(toast);
      expect(describeQuota(day({ spent: 1, cardId }), language).message).not.toMatch(toast);
    }
  });
});
