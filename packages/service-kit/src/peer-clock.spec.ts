import { describe, expect, it } from '@jest/globals';
import { PeerClock } from './peer-clock.js';

const ours = Date.parse('2026-11-22T12:00:00Z');
const theirs = (minutes: number) => new Date(ours + minutes * 60_000).toUTCString();

describe('the clock of a peer', () => {
  it.each([10, -10])('D13: is followed where ours is %i minutes off', (minutes) => {
    const clock = new PeerClock(() => ours);
    expect(clock.now().getTime()).toBe(ours);
    expect(clock.follow(theirs(minutes))).toBe(true);
    expect(clock.now().getTime()).toBe(ours + minutes * 60_000);
    expect(clock.follow(theirs(minutes))).toBe(false);
  });

  it.each([
    ['the same time', theirs(0)],
    ['a time far off', theirs(16)],
    ['no time', 'soon'],
    ['nothing', undefined],
  ])('is not followed where it tells %s', (_, date) => {
    const clock = new PeerClock(() => ours);
    expect(clock.follow(date)).toBe(false);
    expect(clock.now().getTime()).toBe(ours);
  });
});
