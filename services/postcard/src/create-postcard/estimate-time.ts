import { Injectable } from '@nestjs/common';
import { PostcardDatabase } from '../data/postcard-database.js';

/** Seconds, before there is any card to learn from. */
const FIRST_GUESS = 15;
const FRESH_MS = 60_000;

/** How long a card takes, from the last twenty; looked up at most once a minute. */
@Injectable()
export class TimeEstimate {
  private known = { seconds: FIRST_GUESS, until: 0 };

  constructor(private readonly database: PostcardDatabase) {}

  /** Whole seconds, at least one. */
  async seconds(): Promise<number> {
    if (performance.now() < this.known.until) return this.known.seconds;
    const recent = await this.database.stores.tasks.recentSeconds();
    this.known = { seconds: Math.max(1, Math.ceil(recent ?? FIRST_GUESS)), until: performance.now() + FRESH_MS };
    return this.known.seconds;
  }
}
