/** Codes that say: you may not, whatever you ask for. Any other answer means that access was given. */
const refusals: ReadonlySet<string> = new Set([
  'TOKEN_MISSING',
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_REVOKED',
  'USER_DISABLED',
  'API_KEY_REFUSED',
  'PERMISSION_DENIED',
  'SESSION_NEEDED',
  'NOT_OWNER',
  'ADDRESS_REFUSED',
  'IDENTITY_REFUSED',
]);

/** How an answer decided on access: the code of the refusal, or `allowed`. */
export function accessOf(answer: Response): string {
  const code = answer.headers.get('x-error-code') ?? '';
  return refusals.has(code) ? code : 'allowed';
}
