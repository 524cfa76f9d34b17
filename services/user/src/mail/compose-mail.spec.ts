import { describe, expect, it } from '@jest/globals';
import type { MailKind } from '../data/mail.entity.js';
import { composeMail } from './compose-mail.js';

const contents = (kind: MailKind, language: 'zh' | 'en') => ({ id: 'id', kind, to: 'a@b.example', language }) as const;

describe('text of a mail', () => {
  it.each(['zh', 'en'] as const)(
    'holds the link, with the token in its fragment, and the bare token (%s)',
    (language) => {
      const reset = { token: 'a_b-c', publicUrl: 'https://mojian.example/app' };
      const { subject, text, html } = composeMail({ ...contents('password_reset', language), reset });
      expect(subject).not.toBe('');
      expect(text).toContain('\n\nhttps://mojian.example/app/reset-password#token=a_b-c\n\n');
      expect(text).toContain('\n\na_b-c\n\n');
      expect(html).toContain('<a href="https://mojian.example/app/reset-password#token=a_b-c">');
    },
  );

  it('C13: escapes whatever is set into the HTML', () => {
    const reset = { token: '"><img src=x onerror=alert(1)>', publicUrl: 'https://mojian.example' };
    const { html } = composeMail({ ...contents('password_reset', 'en'), reset });
    expect(html).not.toMatch(/<img|="">/);
  });

  it.each(['password_changed', 'session_reused'] as const)('tells without any link (%s)', (kind) => {
    for (const language of ['zh', 'en'] as const) {
      expect(composeMail(contents(kind, language)).text).not.toMatch(/https?:|token=/);
    }
  });
});
