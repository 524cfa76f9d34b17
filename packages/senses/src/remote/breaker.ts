import type { ProviderFault } from './provider-error.js';

const failuresInARow = 3;
const firstPauseMs = 30_000;
const longestPauseMs = 600_000;
const busyPauseMs = 60_000;
const refusedPauseMs = 600_000;

/**
 * Whether a provider is worth asking. Three failures in a row close it for 30 s, twice as long each time it fails again,
 * at most ten minutes; one that is busy rests a minute, one that refuses us ten. After a pause one question goes through,
 * and its answer decides.
 */
export class Breaker {
  private failures = 0;
  private pauseMs = firstPauseMs;
  private restsUntil = 0;
  private probing = false;

  constructor(private readonly clock: () => Date) {}

  /** True when it may be asked now. Whoever is let through tells how it went. */
  admit(): boolean {
    if (this.restsUntil === 0) return true;
    if (this.probing || this.clock().getTime() < this.restsUntil) return false;
    this.probing = true;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.pauseMs = firstPauseMs;
    this.restsUntil = 0;
    this.probing = false;
  }

  failed(fault: ProviderFault): void {
    this.failures += 1;
    if (fault === 'busy') this.rest(busyPauseMs);
    else if (fault === 'refused') this.rest(refusedPauseMs);
    else if (this.probing || this.failures === failuresInARow) {
      this.rest(this.pauseMs);
      this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
    }
  }

  private rest(ms: number): void {
    this.restsUntil = this.clock().getTime() + ms;
    this.probing = false;
  }
}
