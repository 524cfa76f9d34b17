import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { HelpPage } from '@mojian/contracts/help-page';
import { assertSendable } from './assert-sendable.js';

const refusalOf = (texts: readonly (string | null)[], language: 'zh' | 'en' = 'zh'): AppError => {
  try {
    assertSendable(texts, language);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
};

describe('what may become a card', () => {
  it('lets feelings through', () => {
    expect(() => assertSendable(['想死你了', null, '阿宁', ''], 'zh')).not.toThrow();
  });

  it('gives help before anything else, in the language asked for, the line to call first', () => {
    const error = refusalOf(['约炮', '我想死']);
    expect(error.code).toBe('NEEDS_HELP');
    expect(HelpPage.parse(error.options.details?.help).contacts[0]?.number).toBe('12356');
    expect(HelpPage.parse(refusalOf(['I want to die'], 'en').options.details?.help).title).toBe('The card can wait');
  });

  it('tells the kind of what it refuses, not the words', () => {
    const error = refusalOf(['晴', '傻逼']);
    expect([error.code, error.options.details]).toEqual(['WORDS_REFUSED', { category: 'abuse' }]);
    expect(error.message).not.toContain('傻逼');
  });

  it('does not make words of two fields', () => {
    expect(() => assertSendable(['你去', '死海'], 'zh')).not.toThrow();
  });
});
