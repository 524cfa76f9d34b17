import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { AppError } from '@mojian/contracts/app-error';
import type { StoredFile } from '@mojian/contracts/card/picture';
import { describeFile, fileOfKey, type ListedFile, type ObjectStorage, objectKey } from './object-storage.js';

export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  /** Of an S3-compatible store; AWS when absent. */
  readonly endpoint?: string;
  /** When absent the SDK looks for credentials of its own: environment, instance role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle: boolean;
}

const contentTypes: Readonly<Record<StoredFile['ext'], string>> = {
  webp: 'image/webp',
  jpg: 'image/jpeg',
  png: 'image/png',
  html: 'text/html; charset=utf-8',
};

/** Files in a bucket of S3 or of a store that speaks like it. */
export function s3Storage({ bucket, ...settings }: S3Settings): ObjectStorage {
  const client = createClient(settings);
  const at = (hash: string, ext: StoredFile['ext']) => ({ Bucket: bucket, Key: objectKey(hash, ext) });
  return {
    put: async (bytes, ext) => {
      const file = describeFile(bytes, ext);
      const object = { ...at(file.hash, ext), Body: bytes, ContentType: contentTypes[ext] };
      await answered(client.send(new PutObjectCommand(object)));
      return file;
    },
    get: async (hash, ext) => {
      const found = await orNull(client.send(new GetObjectCommand(at(hash, ext))));
      return found?.Body ? Buffer.from(await answered(found.Body.transformToByteArray())) : null;
    },
    exists: async (hash, ext) => (await orNull(client.send(new HeadObjectCommand(at(hash, ext))))) !== null,
    delete: async (hash, ext) => {
      await answered(client.send(new DeleteObjectCommand(at(hash, ext))));
    },
    list: () => listBucket(client, bucket),
  };
}

async function* listBucket(client: S3Client, bucket: string): AsyncGenerator<ListedFile> {
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, ...(token && { ContinuationToken: token }) });
    const { Contents = [], NextContinuationToken } = await answered(client.send(command));
    for (const { Key = '', LastModified } of Contents) {
      const file = LastModified ? fileOfKey(Key, LastModified) : undefined;
      if (file) yield file;
    }
    token = NextContinuationToken;
  } while (token);
}

const createClient = ({ region, endpoint, credentials, forcePathStyle }: Omit<S3Settings, 'bucket'>): S3Client =>
  new S3Client({
    region,
    forcePathStyle,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    // Stores that only speak like S3 know none of the newer checksum headers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

async function orNull<T>(reply: Promise<T>): Promise<T | null> {
  try {
    return await reply;
  } catch (cause) {
    if (
      cause instanceof S3ServiceException &&
      cause.$metadata.httpStatusCode === 404 &&
      cause.name !== 'NoSuchBucket'
    ) {
      return null;
    }
    throw failed(cause);
  }
}

const answered = <T>(reply: Promise<T>): Promise<T> =>
  reply.catch((cause: unknown) => {
    throw failed(cause);
  });

const failed = (cause: unknown): AppError => new AppError('DEPENDENCY_DOWN', 'the object storage failed', { cause });
