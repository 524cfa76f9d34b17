import { describe, expect, it } from '@jest/globals';
import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { gateRejection } from './gate-rejection.js';

const rejected = (...rules: readonly string[]) => {
  const findings: GateFinding[] = rules.map((rule) => ({ rule, detail: `of ${rule}`, width: 375 }));
  const { code, retryable, message } = gateRejection({
    verdict: 'reject',
    findings,
    mended: [],
    static_ms: 1,
    browser_ms: 1,
  });
  return { code, retryable, message };
};

describe('a page that the gate refused', () => {
  it('is tried again when it was only too slow', () => {
    expect(rejected('HANG')).toEqual({
      code: 'STAGE_TIMEOUT',
      retryable: true,
      message: 'the page was not seen to its end: HANG: of HANG',
    });
  });

  it('is not tried again when it breaks a rule, slow or not', () => {
    expect(rejected('HANG', 'EXTERNAL')).toEqual({
      code: 'PAGE_REJECTED',
      retryable: false,
      message: 'the page did not pass its check: HANG: of HANG; EXTERNAL: of EXTERNAL',
    });
    expect(rejected().code).toBe('PAGE_REJECTED');
  });
});
