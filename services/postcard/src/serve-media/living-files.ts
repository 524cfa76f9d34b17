import { Injectable } from '@nestjs/common';
import { PostcardDatabase } from '../data/postcard-database.js';

const FRESH_MS = 1000;
const MOST_KNOWN = 10_000;

interface Known {
  readonly until: number;
  readonly servable: Promise<boolean>;
}

/** Whether a file may still be shown: a deleted card's is gone a second later, unless a living card has it too. */
@Injectable()
export class LivingFiles {
  private readonly known = new Map<string, Known>();

  constructor(private readonly database: PostcardDatabase) {}

  /** What no card ever named (a preview, an upload) may be shown. */
  async mayShow(hash: string): Promise<boolean> {
    const now = performance.now();
    const known = this.known.get(hash);
    if (known && now < known.until) return known.servable;
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    const servable = this.look(hash);
    this.known.set(hash, { until: now + FRESH_MS, servable });
    // What could not be looked up is looked up again.
    servable.catch(() => this.known.delete(hash));
    return servable;
  }

  private async look(hash: string): Promise<boolean> {
    return (await this.database.stores.postcards.isFileAlive(hash)) ?? true;
  }
}
