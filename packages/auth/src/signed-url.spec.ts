import { describe, expect, it } from '@jest/globals';
import { signUrlPart, verifyUrlPart } from './signed-url.js';

const key = 'k'.repeat(32);
const now = new Date('2026-11-21T12:00:00Z');
const link = { purpose: 'media', subject: 'abc.webp', key };
const part = signUrlPart({ ...link, expiresAt: new Date(now.getTime() + 60_000) });

describe('signed links', () => {
  it('are short, have at least 128 bits, and verify until they end', () => {
    expect(Buffer.from(part.s, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(new URLSearchParams({ ...part }).toString()).toMatch(/^e=\d+&s=[\w-]{24}$/);
    expect(() => verifyUrlPart({ ...link, ...part, now })).not.toThrow();
  });

  it.each([
    ['ended', { now: new Date(now.getTime() + 60_000) }],
    ['for another purpose', { purpose: 'ticket' }],
    ['for another subject', { subject: 'abd.webp' }],
    ['of another key', { key: 'x'.repeat(32) }],
    ['prolonged', { e: String(Number(part.e) + 1) }],
    ['spelt otherwise', { e: ` ${part.e}` }],
    ['cut', { s: part.s.slice(0, -1) }],
    ['padded', { s: `${part.s}=` }],
    ['doubled', { s: [part.s, part.s] }],
    ['without end', { e: undefined }],
    ['without signature', { s: undefined }],
  ])('are refused when %s', (_, change) => {
    expect(() => verifyUrlPart({ ...link, ...part, now, ...change })).toThrow(
      expect.objectContaining({ code: 'LINK_REFUSED' }),
    );
  });
});
