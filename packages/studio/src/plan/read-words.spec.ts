import { describe, expect, it } from '@jest/globals';
import { readWords } from './read-words.js';

describe('readWords', () => {
  it.each([
    ['今天升职了，开心到飞起', 'joy'],
    ['外婆走了，心里空落落的', 'sad'],
    ['加班到凌晨，太累了不想说话', 'sad'],
    ['气死我了，地铁又坏了', 'angry'],
    ['焦虑，明天就要考试了', 'anxious'],
    ['谢谢你一直陪着我', 'grateful'],
    ['新的城市，重新开始', 'hope'],
    ['一个人在出租屋', 'lonely'],
    ['好久不见，什么时候回来看看', 'longing'],
    ['I love you', 'love'],
    ['Thank you so much', 'grateful'],
    ['It is raining and I miss you', 'longing'],
  ])('hears %s as %s', (words, mood) => {
    expect(readWords(words)?.mood).toBe(mood);
  });

  it.each([
    ['不难过', 'calm'],
    ['没那么想家', 'calm'],
    ['别担心', 'calm'],
    ['我不开心', 'sad'],
    ['不太开心', 'sad'],
    ['I am not happy', 'sad'],
  ])('does not take %s for what it denies', (words, mood) => {
    expect(readWords(words)?.mood).toBe(mood);
  });

  it.each([
    ['没有什么不开心的', 'joy'],
    ['不是不想你', 'longing'],
    ['有没有想我', 'longing'],
    ['我忍不住想你', 'longing'],
  ])('knows that %s denies nothing', (words, mood) => {
    expect(readWords(words)?.mood).toBe(mood);
  });

  it('weighs what follows a contrast more than what stands before it', () => {
    expect(readWords('我不难过，只是有点想你')).toEqual({ mood: 'longing', said: ['想你'] });
    expect(readWords("I'm not sad, I just miss you")?.mood).toBe('longing');
  });

  it('says nothing of words without a feeling', () => {
    expect(readWords('你好')).toBeNull();
  });
});
