import { describe, expect, it } from '@jest/globals';
import { spokenLanguage } from './spoken-language.js';

describe('spokenLanguage', () => {
  it.each([
    ['今天下雨', 'zh'],
    ['今天 very 开心', 'zh'],
    ['I miss the sea.', 'en'],
    ['……', null],
    ['🌧️ 520', null],
  ])('%s is %s', (words, language) => expect(spokenLanguage(words)).toBe(language));
});
