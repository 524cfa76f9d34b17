import type { DetectionRule } from '../domain/detection-rule.js';

const loginFailed = {
  actions: ['account.login', 'auth.login', 'user.change-password', 'user.delete-me', 'account.reset-password'],
  errorCodes: ['CREDENTIALS_REFUSED', 'PASSWORD_WRONG', 'WECHAT_CODE_REFUSED', 'RESET_REFUSED'],
};
const refused = ['failure', 'blocked'] as const;

/** Guessing who somebody is: at an account, from an address, at many accounts, and by many at once. */
const guessing: readonly DetectionRule[] = [
  {
    name: 'login_failed_at_account',
    type: 'brute_force',
    severity: 'medium',
    match: loginFailed,
    by: ['user'],
    count: 5,
    windowSeconds: 300,
  },
  {
    name: 'login_failed_from_address',
    type: 'brute_force',
    severity: 'medium',
    match: loginFailed,
    by: ['address'],
    // Whole offices share an address: their forgetfulness is no attack.
    count: 20,
    windowSeconds: 300,
  },
  {
    name: 'passwords_sprayed',
    type: 'brute_force',
    severity: 'high',
    match: loginFailed,
    by: ['address'],
    distinct: 'users',
    count: 5,
    windowSeconds: 300,
  },
  {
    name: 'login_failed_everywhere',
    type: 'brute_force',
    severity: 'high',
    match: loginFailed,
    by: [],
    count: 200,
    windowSeconds: 300,
  },
  {
    name: 'api_keys_guessed',
    type: 'brute_force',
    severity: 'high',
    match: { errorCodes: ['API_KEY_REFUSED'] },
    by: ['address'],
    count: 10,
    windowSeconds: 300,
  },
];

/** Credentials that nobody gets by mistake. */
const forging: readonly DetectionRule[] = [
  {
    name: 'refresh_token_reused',
    type: 'unauthorized_access',
    severity: 'high',
    match: { details: [{ refresh: 'reused' }] },
    by: ['user'],
    count: 1,
    windowSeconds: 300,
  },
  {
    name: 'token_forged',
    type: 'unauthorized_access',
    severity: 'high',
    // The reasons of packages/auth that no token of ours can give, however old it is.
    match: {
      errorCodes: ['TOKEN_INVALID'],
      reason:
        'other algorithm or type|header has other fields|no key id|malformed header|SIGNATURE_VERIFICATION_FAILED',
    },
    by: ['address'],
    count: 1,
    windowSeconds: 300,
  },
  {
    name: 'tokens_invalid',
    type: 'unauthorized_access',
    severity: 'medium',
    match: { errorCodes: ['TOKEN_INVALID'] },
    by: ['address'],
    count: 10,
    windowSeconds: 300,
  },
  {
    name: 'internal_identity_forged',
    type: 'unauthorized_access',
    severity: 'critical',
    match: { errorCodes: ['IDENTITY_REFUSED'] },
    by: ['address'],
    count: 1,
    windowSeconds: 300,
  },
  {
    name: 'foreign_ids_probed',
    type: 'unauthorized_access',
    severity: 'medium',
    match: { errorCodes: ['NOT_OWNER'] },
    by: ['user'],
    count: 5,
    windowSeconds: 300,
  },
  {
    name: 'admin_rights_wanted',
    type: 'privilege_escalation',
    severity: 'medium',
    match: { errorCodes: ['PERMISSION_DENIED'], reason: '(postcard|quota|user|system):manage|admin:access' },
    by: ['user'],
    count: 1,
    windowSeconds: 300,
  },
  {
    name: 'admin_rights_wanted_often',
    type: 'privilege_escalation',
    severity: 'high',
    match: { errorCodes: ['PERMISSION_DENIED', 'ADDRESS_REFUSED'] },
    by: ['address'],
    count: 10,
    windowSeconds: 300,
  },
];

/** Requests that a client of ours does not make. */
const attacking: readonly DetectionRule[] = [
  {
    name: 'path_or_header_refused',
    type: 'injection_attempt',
    severity: 'medium',
    match: { errorCodes: ['PATH_NOT_CANONICAL', 'HEADER_REFUSED'] },
    by: ['address'],
    count: 3,
    windowSeconds: 300,
  },
  {
    name: 'input_like_injection',
    type: 'injection_attempt',
    severity: 'medium',
    match: { details: ['sql', 'jndi', 'path_traversal'].map((suspicion) => ({ suspicion: [suspicion] })) },
    by: ['address'],
    count: 3,
    windowSeconds: 300,
  },
  {
    name: 'input_suspicious',
    type: 'malicious_input',
    severity: 'low',
    match: { details: [{ suspicion: [] }] },
    by: ['address'],
    count: 1,
    windowSeconds: 300,
  },
  {
    name: 'input_suspicious_often',
    type: 'malicious_input',
    severity: 'medium',
    match: { details: [{ suspicion: [] }] },
    by: ['address'],
    count: 10,
    windowSeconds: 300,
  },
];

/** Too much of what is allowed. */
const flooding: readonly DetectionRule[] = [
  {
    name: 'rate_limited_user',
    type: 'rate_limit_exceeded',
    severity: 'low',
    match: { errorCodes: ['RATE_LIMITED'] },
    by: ['user'],
    count: 10,
    windowSeconds: 60,
  },
  {
    name: 'rate_limited_address',
    type: 'rate_limit_exceeded',
    severity: 'medium',
    match: { errorCodes: ['RATE_LIMITED'] },
    by: ['address'],
    count: 100,
    windowSeconds: 60,
  },
  {
    name: 'data_exported_often',
    type: 'data_breach_attempt',
    severity: 'medium',
    match: { actions: ['user.export'], results: ['success', 'blocked'] },
    by: ['user'],
    count: 3,
    windowSeconds: 3600,
  },
  {
    name: 'data_exported_by_many',
    type: 'data_breach_attempt',
    severity: 'high',
    match: { actions: ['user.export'] },
    by: ['address'],
    distinct: 'users',
    count: 3,
    windowSeconds: 3600,
  },
  {
    name: 'links_forged',
    type: 'data_breach_attempt',
    severity: 'medium',
    match: { errorCodes: ['LINK_REFUSED'] },
    by: ['address'],
    count: 20,
    windowSeconds: 300,
  },
  {
    name: 'operations_failed',
    type: 'suspicious_behavior',
    severity: 'low',
    match: { results: refused },
    by: ['user'],
    count: 10,
    windowSeconds: 300,
  },
  {
    name: 'addresses_changed',
    type: 'suspicious_behavior',
    severity: 'low',
    match: { results: ['success'] },
    by: ['user'],
    distinct: 'addresses',
    count: 3,
    windowSeconds: 300,
  },
];

/**
 * What is looked for in the audit. Thresholds are those of the product's predecessor (5 failed logins, 100 requests a
 * minute, 3 addresses, 10 failed operations, windows of 300 s) where it had one.
 */
export const detectionRules: readonly DetectionRule[] = [...guessing, ...forging, ...attacking, ...flooding];
