import { describe, expect, it } from '@jest/globals';
import { codeOfFault, faultOf, isDeclined } from './provider-fault.js';

describe('provider faults', () => {
  it.each<[unknown, string]>([
    [{ error: { type: 'overloaded_error', message: 'Overloaded' } }, 'MODEL_BUSY'],
    [{ error: { code: 'rate_limit_exceeded', message: 'Slow down' } }, 'MODEL_BUSY'],
    [{ code: 'Throttling.RateQuota', message: 'x' }, 'MODEL_BUSY'],
    [{ message: 'Request was rejected due to rate limiting.', data: null }, 'MODEL_BUSY'],
    [[{ error: { code: 429, message: 'x', status: 'RESOURCE_EXHAUSTED' } }], 'MODEL_BUSY'],
    [{ error: { code: 503, message: 'x' } }, 'MODEL_UNAVAILABLE'],
    [{ code: 50507, message: 'unknown error', data: null }, 'MODEL_UNAVAILABLE'],
    [{ error: { type: 'invalid_request_error', message: 'x' } }, 'MODEL_REJECTED'],
    [{ code: 'InvalidParameter', message: 'x' }, 'MODEL_REJECTED'],
    [{ code: 'DataInspectionFailed', message: 'x' }, 'MODEL_REFUSED'],
    [{ error: { code: 'moderation_blocked', message: 'x' } }, 'MODEL_REFUSED'],
    [{ error: { code: 'invalid_request_error', message: 'Content Exists Risk' } }, 'MODEL_REFUSED'],
    [{ error: 'model not loaded' }, 'MODEL_UNAVAILABLE'],
    ['Invalid token', 'MODEL_UNAVAILABLE'],
    [null, 'MODEL_UNAVAILABLE'],
  ])('%j is %s', (body, code) => {
    expect(codeOfFault(faultOf(body))).toBe(code);
  });

  it('are told on one line, cut short', () => {
    expect(faultOf({ message: `a\n b${'c'.repeat(500)}` }).message).toHaveLength(200);
    expect(faultOf({ message: 'a\n\n b' })).toEqual({ code: '', message: 'a b' });
    expect(isDeclined({ code: '', message: 'the sentence is invalid' })).toBe(false);
  });
});
