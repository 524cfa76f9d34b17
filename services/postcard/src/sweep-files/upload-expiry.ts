import type { Logger } from '@mojian/telemetry/logger';
import { Inject, Injectable } from '@nestjs/common';
import { FileRemoval } from '../data/file-removal.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { LOGGER } from '../settings.js';

/** As long as the address of an upload is good. */
const KEPT_DAYS = 7;
/** A signed address is good to the end of its last day. */
const GRACE_DAYS = 1;
const BATCH = 100;

/** Removes uploads whose addresses have expired. */
@Injectable()
export class UploadExpiry {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly removal: FileRemoval,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many went. */
  async remove(signal: AbortSignal): Promise<number> {
    let removed = 0;
    for (;;) {
      const old = await this.database.stores.uploads.listOlderThan(KEPT_DAYS + GRACE_DAYS, BATCH);
      for (const upload of old) {
        if (signal.aborted) return removed;
        await this.removal.removeUpload(upload);
        removed += 1;
      }
      if (old.length < BATCH) break;
    }
    if (removed > 0) this.logger.info('uploads.expired', { count: removed });
    return removed;
  }
}
