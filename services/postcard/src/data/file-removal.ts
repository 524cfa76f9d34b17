import type { StoredFile } from '@mojian/contracts/card/picture';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import { Inject, Injectable } from '@nestjs/common';
import { STORAGE } from '../settings.js';
import { PostcardDatabase, type Stores } from './postcard-database.js';
import type { Upload } from './upload.repository.js';

type FileName = Pick<StoredFile, 'hash' | 'ext'>;

/** Takes files out of the storage that nobody names any more: equal bytes of two people are one file. */
@Injectable()
export class FileRemoval {
  constructor(
    private readonly database: PostcardDatabase,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  /** The file goes unless another upload or a living card names it; what is not there is gone already. */
  removeUpload(upload: Upload): Promise<void> {
    return this.remove(upload, ({ uploads }) => uploads.delete(upload.id));
  }

  /** The files of a card that is deleted, unless a living card or an upload names them. */
  removeFile(file: FileName): Promise<void> {
    return this.remove(file, async () => undefined);
  }

  /** The row goes with the file or stays with it, so that a file which could not be removed is found again. */
  private remove({ hash, ext }: FileName, forget: (stores: Stores) => Promise<void>): Promise<void> {
    return this.database.transaction(async (stores) => {
      await stores.uploads.lockFile(hash);
      await forget(stores);
      const isUsed = (await stores.uploads.isNamed(hash)) || (await stores.postcards.isFileAlive(hash));
      if (!isUsed) await this.storage.delete(hash, ext);
    });
  }
}
