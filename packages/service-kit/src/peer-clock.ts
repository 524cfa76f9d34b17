/** A clock that is off by more is not corrected but refused, as any other forgery. */
const MOST_OFF_MS = 15 * 60 * 1000;
/** The header is in whole seconds, and was some time under way. */
const NOTICED_MS = 2000;

/** The time at the other end, as its answers tell it: what is signed for it must hold there, and our clock may be wrong. */
export class PeerClock {
  private aheadMs = 0;

  constructor(private readonly ownTime: () => number = Date.now) {}

  now(): Date {
    return new Date(this.ownTime() + this.aheadMs);
  }

  /** Follows the `Date` of an answer; tells whether it was noticeably another time than ours. */
  follow(date: unknown): boolean {
    const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    const ahead = theirs - this.ownTime();
    if (!(Math.abs(ahead) < MOST_OFF_MS) || Math.abs(ahead - this.aheadMs) < NOTICED_MS) return false;
    this.aheadMs = ahead;
    return true;
  }
}
