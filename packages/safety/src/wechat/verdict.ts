import { z } from 'zod';
import type { CheckAnswer } from '../content-checker.js';

/** Of both checks: `errcode` 0 only says that there is a result. */
export const Verdict = z.object({
  suggest: z.enum(['pass', 'review', 'risky']),
  /** 100 harmless, 10001 advert, 20001 politics, 20002 porn, 20003 abuse, 20006 crime, 20008 fraud, 20012 vulgar. */
  label: z.number(),
});

export function toAnswer({ suggest, label }: z.output<typeof Verdict>): CheckAnswer {
  if (suggest === 'pass') return { state: 'passed' };
  return { state: suggest === 'risky' ? 'refused' : 'review', reason: `wechat:${label}` };
}
