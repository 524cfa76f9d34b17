import { z } from 'zod';

const flag = (what: string) => z.stringbool().default(true).describe(`${what}; false is refused in production`);

/** Each switch is on unless told, and says in its description what becomes of its protection when it is off. */
export const securityFlags = {
  SECURITY_JWT_ENABLED: flag(
    'Off (NODE_ENV=test only): no token is verified, X-User-ID (a UUID) says who calls, as an admin with X-User-Role: admin',
  ),
  SECURITY_RBAC_ENABLED: flag('Off (NODE_ENV=test only): permissions are not checked; ownership still is'),
  SECURITY_RATE_LIMITING_ENABLED: flag('Off: nothing is counted and no request is 429'),
  SECURITY_INPUT_VALIDATION_ENABLED: flag(
    'Off: input is not inspected for signs of an attack; schemas are enforced all the same',
  ),
  SECURITY_CONCURRENT_QUOTA_ENABLED: flag(
    'Off: creates of one user do not wait for each other; the constraints of the database still decide',
  ),
  SECURITY_AUDIT_LOGGING_ENABLED: flag('Off: no audit rows are written'),
  SECURITY_MONITORING_ENABLED: flag('Off: no security events are detected and no alerts sent'),
  DISTRIBUTED_LOCKS_ENABLED: flag('Off: work that one process does for all is done by each; nothing is done twice'),
} as const;

export type SecurityFlag = keyof typeof securityFlags;

const onlyInTests: ReadonlySet<string> = new Set<SecurityFlag>(['SECURITY_JWT_ENABLED', 'SECURITY_RBAC_ENABLED']);

type Flags = Readonly<Partial<Record<SecurityFlag, boolean>>>;

/** Names of the switches that are off, to be told at the start. */
export const switchedOff = (env: Flags): string[] =>
  Object.keys(securityFlags).filter((name) => Reflect.get(env, name) === false);

/** For `superRefine` of an environment: nothing is off in production, tokens and permissions only in tests. */
export function refuseUnsafeFlags(env: Flags & { readonly NODE_ENV: string }, context: z.RefinementCtx): void {
  for (const name of switchedOff(env)) {
    if (env.NODE_ENV === 'production') {
      context.addIssue({ code: 'custom', path: [name], message: 'must not be off in production' });
    } else if (onlyInTests.has(name) && env.NODE_ENV !== 'test') {
      context.addIssue({ code: 'custom', path: [name], message: 'may be off only where NODE_ENV is test' });
    }
  }
}
