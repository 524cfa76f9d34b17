import type { GateFinding } from '@mojian/contracts/card/gate-report';

/** What the gate refuses a page for; the names are stable, they are stored and sent back to the model. */
export type Rule =
  | 'TRUNCATED'
  | 'PLACEHOLDER'
  | 'FILLER'
  | 'TOO_BIG'
  | 'SYNTAX'
  | 'EXTERNAL'
  | 'EXFIL'
  | 'STORAGE'
  | 'NAVIGATION'
  | 'POPUP'
  | 'EVAL'
  | 'WORKER'
  | 'PERMISSION'
  | 'DIALOG'
  | 'FRAME'
  | 'INJECTION'
  | 'LABEL_TAMPER'
  | 'AUDIO_AUTO'
  | 'COPY_MISSING'
  | 'COPY_HIDDEN'
  | 'TEXT_SIZE'
  | 'ERROR_LOAD'
  | 'ERROR_TAP'
  | 'OVERFLOW'
  | 'BLANK'
  | 'HANG'
  | 'MEMORY'
  | 'DEAD_CONTROL';

/** A finding of the static part has no width. */
export const finding = (rule: Rule, detail: string, width: number | null = null): GateFinding => ({
  rule,
  detail: detail.length > 300 ? `${detail.slice(0, 299)}…` : detail,
  width,
});

/** Rules that tell what was not there when it was looked at. */
const momentary: ReadonlySet<string> = new Set<Rule>(['BLANK', 'COPY_HIDDEN', 'DEAD_CONTROL']);

/** Whether a busy machine may have brought it about. */
export const hangsOnMoment = ({ rule }: GateFinding): boolean => momentary.has(rule);
