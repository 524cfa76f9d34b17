import { assemblePage } from '@mojian/card/assemble/assemble-page';
import { AppError } from '@mojian/contracts/app-error';
import type { Page } from '@mojian/contracts/card/page';
import type { Picture, StoredFile } from '@mojian/contracts/card/picture';
import type { ObjectStorage } from '@mojian/storage/object-storage';

/** The document of a card: its page with the stored picture in it, by value. */
export async function assembleCard(page: Page, picture: Picture, storage: ObjectStorage): Promise<string> {
  const dataUri = async ({ hash, ext }: StoredFile): Promise<string> => {
    const bytes = await storage.get(hash, ext);
    if (!bytes) throw new AppError('INTERNAL', `the picture ${hash}.${ext} is not in storage`);
    return `data:image/${ext === 'jpg' ? 'jpeg' : ext};base64,${bytes.toString('base64')}`;
  };
  const planes = await Promise.all(
    picture.planes.map(async ({ file, ...plane }) => ({ ...plane, dataUri: await dataUri(file) })),
  );
  const fullDataUri = await dataUri(picture.full);
  const { width, height, bleed, text } = picture;
  return assemblePage({ page, picture: { width, height, bleed, text, planes, fullDataUri } });
}
