import { describe, expect, it } from '@jest/globals';
import { commonCharacters } from './common-characters.js';

describe('common characters', () => {
  it('are those of GB 2312 and Latin letters', () => {
    const all = [...commonCharacters()];
    expect(all.filter((one) => /\p{Script=Han}/u.test(one)).length).toBeGreaterThanOrEqual(6_763);
    for (const one of '墨笺一二齄，。！？—…“”《》·Aé9') expect([one, all.includes(one)]).toEqual([one, true]);
    for (const one of '龘𠮷🌅\u{fffd}') expect([one, all.includes(one)]).toEqual([one, false]);
  });
});
