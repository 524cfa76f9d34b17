import { AppError } from '@mojian/contracts/app-error';
import type { StoredFile } from '@mojian/contracts/card/picture';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import { Inject, Injectable } from '@nestjs/common';
import { STORAGE } from '../settings.js';

/** The files of cards. */
@Injectable()
export class CardFiles {
  constructor(@Inject(STORAGE) private readonly storage: ObjectStorage) {}

  find(hash: string, ext: StoredFile['ext']): Promise<Buffer | null> {
    return this.storage.get(hash, ext);
  }

  /** A file that a stored card names must be there: CARD_FILE_LOST is for the operators to look into. */
  async read({ hash, ext }: StoredFile): Promise<Buffer> {
    const bytes = await this.storage.get(hash, ext);
    if (!bytes) throw new AppError('CARD_FILE_LOST', `the file ${hash}.${ext} of a card is gone`);
    return bytes;
  }
}
