import { describe, expect, it } from '@jest/globals';
import { startOfNextDay } from './business-day.js';

describe('startOfNextDay', () => {
  it.each([
    ['2026-11-21', 'Asia/Shanghai', '2026-11-21T16:00:00.000Z'],
    ['2028-02-28', 'Asia/Shanghai', '2028-02-28T16:00:00.000Z'],
    ['2026-12-31', 'UTC', '2027-01-01T00:00:00.000Z'],
    ['2026-03-28', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-11-21', 'America/Los_Angeles', '2026-11-22T08:00:00.000Z'],
  ])('after %s in %s is %s', (date, zone, moment) => {
    expect(startOfNextDay(date, zone).toISOString()).toBe(moment);
  });
});
