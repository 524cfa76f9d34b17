import { Refusal } from './command.js';
import { newSecret, type Secrets } from './secrets.js';

/** Whoever verifies tokens keeps the published keys for five minutes; one more for their clocks. */
const KNOWN_AFTER_MS = 6 * 60_000;
/** The longest life of an access token is seven days (docs/api.md, Identity); one more minute for clocks. */
const OVER_AFTER_MS = 7 * 24 * 3600_000 + 60_000;

export interface RotationStep {
  readonly secrets: Secrets;
  /** For whoever asked for it. */
  readonly sentences: readonly string[];
}

interface StepOptions {
  /** Whether the old key is to be dropped. */
  readonly finish: boolean;
  readonly now: Date;
}

/**
 * The next step of changing the signing key, of three: the new key is announced, so that everybody knows it before it
 * signs; it signs, and the old one still verifies; the old one is dropped. Refuses a step that would make good tokens
 * fail.
 */
export const rotateSigningKey = (secrets: Secrets, { finish, now }: StepOptions): RotationStep => {
  // Whoever wrote keys into the file by hand knows since when they are there.
  const changedAt = new Date(secrets.JWT_KEYS_CHANGED_AT ?? 0).getTime();
  const next = { ...secrets, JWT_KEYS_CHANGED_AT: now.toISOString() };
  if (finish) return dropOld(next, { readyAt: changedAt + OVER_AFTER_MS, now });
  if (secrets.JWT_SECRET_KEY_PREVIOUS !== undefined) {
    throw new Refusal(
      'The key was changed already and the old one still verifies. Finish that first: ./scripts/run.sh rotate-keys --finish',
    );
  }
  if (secrets.JWT_SECRET_KEY_NEXT !== undefined) return sign(next, { readyAt: changedAt + KNOWN_AFTER_MS, now });
  return {
    secrets: { ...next, JWT_SECRET_KEY_NEXT: newSecret() },
    sentences: [
      'Step 1 of 3: a new key is made and published. The old one still signs.',
      `Run ./scripts/run.sh rotate-keys again after ${after(now, KNOWN_AFTER_MS)}, when everybody knows the new key.`,
    ],
  };
};

interface Readiness {
  /** ms since the epoch. */
  readonly readyAt: number;
  readonly now: Date;
}

const sign = (secrets: Secrets, { readyAt, now }: Readiness): RotationStep => {
  const { JWT_SECRET_KEY_NEXT, ...rest } = secrets;
  if (JWT_SECRET_KEY_NEXT === undefined) throw new Refusal('There is no new key to sign with.');
  refuseUntil(readyAt, now, 'Not everybody knows the new key yet');
  return {
    secrets: { ...rest, JWT_SECRET_KEY: JWT_SECRET_KEY_NEXT, JWT_SECRET_KEY_PREVIOUS: secrets.JWT_SECRET_KEY },
    sentences: [
      'Step 2 of 3: the new key signs. Tokens of the old one are still good.',
      `Run ./scripts/run.sh rotate-keys --finish after ${after(now, OVER_AFTER_MS)}, when the last of them is over.`,
    ],
  };
};

const dropOld = (secrets: Secrets, { readyAt, now }: Readiness): RotationStep => {
  const { JWT_SECRET_KEY_PREVIOUS, ...rest } = secrets;
  if (JWT_SECRET_KEY_PREVIOUS === undefined) {
    throw new Refusal('There is no old key to drop: ./scripts/run.sh rotate-keys changes the key.');
  }
  refuseUntil(readyAt, now, 'Tokens that the old key signed are still good');
  return { secrets: rest, sentences: ['Step 3 of 3: the old key is dropped. The change is complete.'] };
};

const refuseUntil = (readyAt: number, now: Date, why: string): void => {
  if (now.getTime() < readyAt)
    throw new Refusal(`${why}. Come back after ${new Date(readyAt).toLocaleString('sv-SE')}.`);
};

const after = (now: Date, ms: number): string => new Date(now.getTime() + ms).toLocaleString('sv-SE');
