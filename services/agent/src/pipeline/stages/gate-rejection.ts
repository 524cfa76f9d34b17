import { AppError } from '@mojian/contracts/app-error';
import type { GateReport } from '@mojian/contracts/card/gate-report';

/**
 * A page that was only too slow may pass on a machine that is less busy, so that is tried again; one that breaks a rule
 * breaks it every time.
 */
export function gateRejection({ findings }: GateReport): AppError {
  const rules = findings.map(({ rule, detail }) => `${rule}: ${detail}`).join('; ');
  const isSlow = findings.length > 0 && findings.every(({ rule }) => rule === 'HANG');
  if (isSlow) return new AppError('STAGE_TIMEOUT', `the page was not seen to its end: ${rules}`);
  return new AppError('PAGE_REJECTED', `the page did not pass its check: ${rules}`);
}
