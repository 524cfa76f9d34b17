import { Injectable } from '@nestjs/common';
import { PostcardDatabase } from '../data/postcard-database.js';
import { BriefMemory } from '../domain/brief-memory.js';

const MOST_KNOWN = 10_000;

/** Whether a file may still be shown: a deleted card's is gone a second later, unless a living card has it too. */
@Injectable()
export class LivingFiles {
  private readonly known = new BriefMemory<boolean>(MOST_KNOWN);

  constructor(private readonly database: PostcardDatabase) {}

  /** What no card ever named (a preview, an upload) may be shown. */
  mayShow(hash: string): Promise<boolean> {
    return this.known.recall(hash, async () => (await this.database.stores.postcards.isFileAlive(hash)) ?? true);
  }
}
