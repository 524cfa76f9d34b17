import { describe, expect, it } from '@jest/globals';
import { ApiError } from './api-error.js';
import { helpOf } from './help-of.js';

const help = { title: '先不急', lines: ['有人在'], contacts: [{ name: '热线', number: '12356' }], closing: '再来写' };
const error = (code: string, details: unknown) => new ApiError(200, code, 'a sentence', { details });

describe('help instead of a card', () => {
  it('is what the API answered to words that ask for it', () => {
    expect(helpOf(error('NEEDS_HELP', { help }))).toEqual(help);
  });

  it.each([
    error('WORDS_REFUSED', { category: 'abuse' }),
    error('SLOT_TAKEN', { help }),
    error('NEEDS_HELP', { help: { title: 'half of it' } }),
    error('NEEDS_HELP', undefined),
    new Error('NEEDS_HELP'),
  ])('is not made up for %s', (other) => expect(helpOf(other)).toBeNull());
});
