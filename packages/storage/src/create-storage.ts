import { localFolderStorage } from './local-folder.storage.js';
import type { ObjectStorage } from './object-storage.js';
import { s3Storage } from './s3.storage.js';

/** Named as the variables of the environment, so that a service hands over what it loaded. */
export interface StorageSettings {
  readonly STORAGE_DIR: string;
  readonly STORAGE_S3_BUCKET?: string | undefined;
  readonly STORAGE_S3_ENDPOINT?: string | undefined;
  readonly STORAGE_S3_REGION: string;
  readonly STORAGE_S3_ACCESS_KEY_ID?: string | undefined;
  readonly STORAGE_S3_SECRET_ACCESS_KEY?: string | undefined;
  readonly STORAGE_S3_FORCE_PATH_STYLE: boolean;
}

/** A bucket when one is named, the folder otherwise. */
export function createStorage(settings: StorageSettings): ObjectStorage {
  const { STORAGE_S3_BUCKET: bucket, STORAGE_S3_ENDPOINT: endpoint } = settings;
  if (!bucket) return localFolderStorage(settings.STORAGE_DIR);
  const { STORAGE_S3_ACCESS_KEY_ID: accessKeyId, STORAGE_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  return s3Storage({
    bucket,
    region: settings.STORAGE_S3_REGION,
    forcePathStyle: settings.STORAGE_S3_FORCE_PATH_STYLE,
    ...(endpoint && { endpoint }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  });
}
