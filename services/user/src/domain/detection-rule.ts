import type { AuditResult, SecurityEventType, Severity } from '@mojian/contracts/audit';

/** Which audit rows a rule counts; all that is told must hold. */
interface RuleMatch {
  readonly actions?: readonly string[];
  readonly results?: readonly AuditResult[];
  readonly errorCodes?: readonly string[];
  /** POSIX regular expression that the reason of a refusal contains. */
  readonly reason?: string;
  /** The row's details contain one of these. */
  readonly details?: readonly Readonly<Record<string, unknown>>[];
}

/** One rule of the detection: so many matching rows of one and the same, within so many seconds. */
export interface DetectionRule {
  readonly name: string;
  readonly type: SecurityEventType;
  readonly severity: Severity;
  readonly match: RuleMatch;
  /** Rows are counted apart for each user, address or pair of both; together where it is empty. */
  readonly by: readonly ('user' | 'address')[];
  /** Count users or addresses that occur in them rather than rows. */
  readonly distinct?: 'users' | 'addresses';
  readonly count: number;
  readonly windowSeconds: number;
}
