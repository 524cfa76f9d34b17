import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createStorage, type StorageSettings } from './create-storage.js';
import { type ObjectStorage, objectKey } from './object-storage.js';

/** What an S3-compatible store does with the five requests we send: signed ones only, errors as XML. */
class SmallS3 {
  readonly objects = new Map<string, Buffer>();
  readonly types = new Map<string, string | undefined>();
  failing = false;
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://s3');
    const body = await buffer(request);
    const signed =
      /^AWS4-HMAC-SHA256 Credential=key-id\/\d{8}\/eu-test-1\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/;
    if (!signed.test(request.headers.authorization ?? '')) return refuse(response, 403, 'SignatureDoesNotMatch');
    if (this.failing) return refuse(response, 500, 'InternalError');
    if (searchParams.get('list-type') === '2') return this.list(response, searchParams.get('continuation-token'));
    if (!path.startsWith('/cards/')) return refuse(response, 404, 'NoSuchBucket');
    const held = this.objects.get(path);
    if (request.method === 'PUT') {
      this.objects.set(path, body);
      this.types.set(path, request.headers['content-type']);
      response.writeHead(200, { etag: '"x"' }).end();
    } else if (request.method === 'DELETE') {
      this.objects.delete(path);
      response.writeHead(204).end();
    } else if (!held) {
      refuse(response, 404, 'NoSuchKey', request.method === 'HEAD');
    } else {
      response.writeHead(200, { 'content-length': held.length }).end(request.method === 'HEAD' ? undefined : held);
    }
  }

  /** One key a page, so that whoever stops after the first misses the others. */
  private list(response: ServerResponse, token: string | null): void {
    const keys = [...this.objects.keys()].map((path) => path.replace('/cards/', '')).sort();
    const at = token === null ? 0 : Number(token);
    const next = at + 1 < keys.length ? `<NextContinuationToken>${at + 1}</NextContinuationToken>` : '';
    const contents = keys
      .slice(at, at + 1)
      .map((key) => `<Contents><Key>${key}</Key><LastModified>${new Date().toISOString()}</LastModified></Contents>`);
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><ListBucketResult>${contents.join('')}${next}</ListBucketResult>`);
  }
}

function refuse(response: ServerResponse, status: number, code: string, bare = false): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml' }).end(bare ? undefined : xml);
}

const s3 = new SmallS3();
let folder: string;
let endpoint: string;
const storages: Record<string, ObjectStorage> = {};
const bucketSettings = (bucket: string): StorageSettings => ({
  STORAGE_DIR: folder,
  STORAGE_S3_BUCKET: bucket,
  STORAGE_S3_ENDPOINT: endpoint,
  STORAGE_S3_REGION: 'eu-test-1',
  STORAGE_S3_ACCESS_KEY_ID: 'key-id',
  STORAGE_S3_SECRET_ACCESS_KEY: 'key',
  STORAGE_S3_FORCE_PATH_STYLE: true,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storage-'));
  endpoint = await s3.listen();
  storages.folder = createStorage({ STORAGE_DIR: folder, STORAGE_S3_REGION: 'x', STORAGE_S3_FORCE_PATH_STYLE: false });
  storages.s3 = createStorage(bucketSettings('cards'));
});
afterAll(async () => {
  s3.close();
  await rm(folder, { recursive: true });
});

const storageOf = (name: string): ObjectStorage => {
  const storage = storages[name];
  if (!storage) throw new Error(`no storage ${name}`);
  return storage;
};

/** The hash is a test vector of SHA-256 (FIPS 180-2, "abc"). */
const abc = { hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', ext: 'png', bytes: 3 } as const;

describe.each(['folder', 's3'])('object storage in %s', (name) => {
  it('names a file by its bytes and gives them back', async () => {
    const storage = storageOf(name);
    expect(await storage.get(abc.hash, 'png')).toBeNull();
    expect(await storage.exists(abc.hash, 'png')).toBe(false);
    expect(await storage.put(Buffer.from('abc'), 'png')).toEqual(abc);
    expect(await storage.get(abc.hash, 'png')).toEqual(Buffer.from('abc'));
    expect(await storage.exists(abc.hash, 'png')).toBe(true);
    expect(await storage.exists(abc.hash, 'jpg')).toBe(false);
  });

  it('takes the same bytes any number of times, also at once', async () => {
    const storage = storageOf(name);
    const bytes = Buffer.alloc(300_000, 'mojian');
    const files = await Promise.all(Array.from({ length: 10 }, () => storage.put(bytes, 'webp')));
    expect(new Set(files.map((file) => file.hash)).size).toBe(1);
    expect(await storage.get(files[0]?.hash ?? '', 'webp')).toEqual(bytes);
  });

  it('deletes, once or twice', async () => {
    const storage = storageOf(name);
    await storage.put(Buffer.from('abc'), 'png');
    await storage.delete(abc.hash, 'png');
    await storage.delete(abc.hash, 'png');
    expect(await storage.exists(abc.hash, 'png')).toBe(false);
  });

  it('lists every file with the time it was put last', async () => {
    const storage = storageOf(name);
    const before = Date.now();
    const put = [await storage.put(Buffer.from('one'), 'png'), await storage.put(Buffer.from('two'), 'html')];
    await storage.put(Buffer.from('one'), 'png');
    const listed = [];
    for await (const file of storage.list()) listed.push(file);
    for (const { hash, ext } of put) {
      const [found, ...more] = listed.filter((file) => file.hash === hash);
      expect([found?.ext, more]).toEqual([ext, []]);
      expect(found?.putAt.getTime()).toBeGreaterThanOrEqual(before - 1000);
    }
  });

  it('looks nowhere but under a hash', async () => {
    const storage = storageOf(name);
    for (const hash of ['../../etc/passwd', `${abc.hash}/..`, abc.hash.toUpperCase(), '']) {
      await expect(storage.get(hash, 'png')).rejects.toThrow();
    }
    await expect(storage.put(Buffer.alloc(0), 'png')).rejects.toThrow();
  });
});

describe('the folder', () => {
  it('holds whole files only, two levels down', async () => {
    await storageOf('folder').put(Buffer.from('abc'), 'png');
    const names = await readdir(folder, { recursive: true });
    expect(names).toContain(objectKey(abc.hash, 'png'));
    expect(names.filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  it('is a dependency like any other', async () => {
    const storage = createStorage({ ...bucketSettings('x'), STORAGE_S3_BUCKET: undefined, STORAGE_DIR: '/dev/null/x' });
    await expect(storage.put(Buffer.from('abc'), 'png')).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
  });
});

describe('the bucket', () => {
  it('is told the type of each file', async () => {
    const { hash } = await storageOf('s3').put(Buffer.from('<!doctype html>'), 'html');
    expect(s3.types.get(`/cards/${objectKey(hash, 'html')}`)).toBe('text/html; charset=utf-8');
  });

  it('is a dependency like any other: missing, failing, unreachable', async () => {
    const missing = createStorage(bucketSettings('elsewhere'));
    await expect(missing.get(abc.hash, 'png')).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    s3.failing = true;
    await expect(storageOf('s3').exists(abc.hash, 'png')).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
    s3.failing = false;
    const away = createStorage({ ...bucketSettings('cards'), STORAGE_S3_ENDPOINT: 'http://127.0.0.1:1' });
    await expect(away.put(Buffer.from('abc'), 'png')).rejects.toMatchObject({ code: 'DEPENDENCY_DOWN' });
  });
});
