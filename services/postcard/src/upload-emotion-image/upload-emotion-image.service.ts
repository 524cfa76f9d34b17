import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import type { StoredFile } from '@mojian/contracts/card/picture';
import { type ReencodedImage, reencodeImage } from '@mojian/images/reencode-image';
import { describeFile, type ObjectStorage } from '@mojian/storage/object-storage';
import { Inject, Injectable } from '@nestjs/common';
import { FileRemoval } from '../data/file-removal.js';
import { PostcardDatabase } from '../data/postcard-database.js';
import { readImageText } from '../domain/image-text.js';
import { STORAGE } from '../settings.js';

/** Pixels of the longer side: as much as any of our screens shows of a drawing. */
const MAX_SIDE = 1024;
/** Of one user; a new one takes the place of the oldest. */
const MOST_UPLOADS = 20;

export interface KeptImage extends Pick<ReencodedImage, 'width' | 'height'> {
  readonly file: StoredFile;
}

/** Keeps a drawing as a picture of our own making. */
@Injectable()
export class UploadEmotionImageService {
  constructor(
    private readonly database: PostcardDatabase,
    private readonly removal: FileRemoval,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  /** The row comes first: no file is ever without one by which it is found, exported and erased. */
  async keep(userId: string, text: string): Promise<KeptImage> {
    const sent = readImageText(text);
    if (!sent) throw new AppError('IMAGE_REFUSED', 'the text is not base64');
    const { bytes, width, height } = await reencodeImage(sent, { output: 'png', maxSide: MAX_SIDE });
    const file = describeFile(bytes, 'png');
    const { hash, ext } = file;
    await this.database.transaction(async ({ uploads, audit }) => {
      await uploads.lockFile(hash);
      await uploads.insert({ id: randomUUID(), userId, hash, ext });
      await audit({ resource: { type: 'upload', id: hash }, after: { width, height, bytes: file.bytes } });
    });
    await this.storage.put(bytes, ext);
    const surplus = await this.database.stores.uploads.listBeyond(userId, MOST_UPLOADS);
    for (const upload of surplus) await this.removal.removeUpload(upload);
    return { file, width, height };
  }
}
