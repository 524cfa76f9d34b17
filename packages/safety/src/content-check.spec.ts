import { describe, expect, it } from '@jest/globals';
import {
  type Content,
  ContentCheck,
  checkContent,
  decideCheck,
  dueAgainAt,
  settleTrace,
  stateOf,
} from './content-check.js';
import type { CheckAnswer, ContentChecker } from './content-checker.js';
import { localChecker } from './local-checker.js';

const start = new Date('2026-11-22T10:00:00Z');
const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const content: Content = { words: '今天的雨', pictureUrl: 'https://a.example/1.jpg', author: { openid: 'o1' } };

const passed: CheckAnswer = { state: 'passed' };
const pending: CheckAnswer = { state: 'pending', trace: 't1' };
const unchecked: CheckAnswer = { state: 'unchecked', reason: 'UPSTREAM_TIMEOUT' };
const review: CheckAnswer = { state: 'review', reason: 'wechat:20012' };
const refused: CheckAnswer = { state: 'refused', reason: 'wechat:20002' };
const outOfScope: CheckAnswer = { state: 'out-of-scope' };

const remote = (words: CheckAnswer, picture: CheckAnswer): ContentChecker & { readonly asked: string[] } => {
  const asked: string[] = [];
  const answer = (what: string, given: CheckAnswer) => async () => {
    asked.push(what);
    return given;
  };
  return { name: 'remote', asked, checkText: answer('words', words), checkPicture: answer('picture', picture) };
};
const check = (words: CheckAnswer, picture: CheckAnswer, earlier?: ContentCheck) =>
  checkContent([localChecker, remote(words, picture)], content, { now: start, earlier });

describe('check of a card', () => {
  it.each([
    [passed, passed, 'passed'],
    [outOfScope, outOfScope, 'passed'],
    [passed, pending, 'unchecked'],
    [unchecked, passed, 'unchecked'],
    [passed, unchecked, 'unchecked'],
    [review, passed, 'review'],
    [review, pending, 'unchecked'],
    [passed, refused, 'refused'],
    [refused, pending, 'refused'],
    [unchecked, refused, 'refused'],
  ] as const)('of %j and %j is %s', async (words, picture, state) => {
    expect(stateOf(await check(words, picture), start)).toBe(state);
  });

  it('by our own lists alone passes what they let through, and nobody asked passes nothing', async () => {
    expect(stateOf(await checkContent([localChecker], content, { now: start }), start)).toBe('passed');
    expect(stateOf(await checkContent([], content, { now: start }), start)).toBe('unchecked');
    for (const words of ['我想死', '裸聊']) {
      const made = await checkContent([localChecker], { ...content, words }, { now: start });
      expect(stateOf(made, start)).toBe('refused');
    }
  });

  it('asks nobody further once somebody has refused, and nothing about a picture that is not there', async () => {
    const dear = remote(passed, passed);
    await checkContent([localChecker, dear], { ...content, words: '裸聊' }, { now: start });
    expect(dear.asked).toEqual([]);
    await checkContent([localChecker, dear], { ...content, pictureUrl: null }, { now: start });
    expect(dear.asked).toEqual(['words']);
    const strict = remote(refused, passed);
    await checkContent([strict], content, { now: start });
    expect(strict.asked).toEqual(['words']);
  });

  it('is settled by the verdict under its trace, also when that comes late, and by no other', async () => {
    const waiting = await check(passed, pending);
    expect(stateOf(settleTrace(waiting, 'other', refused), start)).toBe('unchecked');
    expect(stateOf(waiting, later(36))).toBe('overdue');
    expect(stateOf(settleTrace(waiting, 't1', passed), later(36))).toBe('passed');
    const refusedNow = settleTrace(waiting, 't1', refused);
    expect(stateOf(refusedNow, start)).toBe('refused');
    expect(stateOf(settleTrace(refusedNow, 't1', passed), start)).toBe('refused');
    expect(stateOf(settleTrace(waiting, 't1', unchecked), start)).toBe('unchecked');
  });

  it('is asked for again with growing pauses for most of a day, and never once it is settled', async () => {
    const missed = await check(unchecked, passed);
    expect(dueAgainAt(missed)).toEqual(later(1));
    const again = await check(unchecked, passed, missed);
    expect([again.asked, dueAgainAt(again)]).toEqual([2, later(2)]);
    expect(dueAgainAt({ ...missed, asked: 39 })).toEqual(later(35));
    expect(dueAgainAt({ ...missed, asked: 40 })).toBeNull();
    expect(dueAgainAt(await check(passed, pending))).toEqual(later(35));
    for (const settled of [await check(passed, passed), await check(refused, pending), await check(review, passed)]) {
      expect(dueAgainAt(settled)).toBeNull();
    }
  });

  it('is what a person says of it, whatever the checkers said', async () => {
    const waiting = await check(review, pending);
    expect(stateOf(decideCheck(waiting, passed), start)).toBe('passed');
    expect(stateOf(decideCheck(waiting, refused), start)).toBe('refused');
    expect(settleTrace(decideCheck(waiting, refused), 't1', passed)).toEqual(decideCheck(waiting, refused));
  });

  it('survives being kept as JSON', async () => {
    const made = await check(review, pending);
    expect(ContentCheck.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
  });
});
