const FRESH_MS = 1000;

interface Recollection<T> {
  readonly until: number;
  readonly value: Promise<T>;
}

/**
 * Answers for a second with what was looked up last, counted from when the look began; those who ask meanwhile wait for
 * that one look. A look that failed is not remembered.
 */
export class BriefMemory<T> {
  private readonly kept = new Map<string, Recollection<T>>();

  /** Beyond `most` the oldest is forgotten. */
  constructor(
    private readonly most: number,
    private readonly now = () => performance.now(),
  ) {}

  recall(key: string, look: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known && this.now() < known.until) return known.value;
    const fresh = { until: this.now() + FRESH_MS, value: look() };
    this.keep(key, fresh);
    fresh.value.catch(() => {
      if (this.kept.get(key) === fresh) this.kept.delete(key);
    });
    return fresh.value;
  }

  clear(): void {
    this.kept.clear();
  }

  private keep(key: string, fresh: Recollection<T>): void {
    // Deleted first, so that it stands behind all that is older.
    this.kept.delete(key);
    this.kept.set(key, fresh);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most && oldest !== undefined) this.kept.delete(oldest);
  }
}
