import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredFile } from '@mojian/contracts/card/picture';
import type { RunningService } from '@mojian/service-kit/start-service';
import { objectKey } from '@mojian/storage/object-storage';
import { waitFor } from '@mojian/testing/wait-for';
import { finishedCard } from '../finished-card.fixture.js';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

const MINUTE = 60_000;
/** One pixel. */
const gif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

let service: PostcardServiceFixture;
let sweepers: RunningService[];
beforeAll(async () => {
  service = await startFixture({ TASK_DEADLINE_SECONDS: '60', FILE_SWEEP_INTERVAL: '0.1' });
  // Several at once, with the lock and without.
  sweepers = await Promise.all([service.startAnother(), service.startAnother({ DISTRIBUTED_LOCKS_ENABLED: 'false' })]);
}, 60_000);
afterAll(async () => {
  await Promise.all(sweepers.map((sweeper) => sweeper.close()));
  await service.close();
});

const pathOf = ({ hash, ext }: Pick<StoredFile, 'hash' | 'ext'>) => join(service.folder, objectKey(hash, ext));
const isThere = (file: StoredFile) =>
  access(pathOf(file)).then(
    () => true,
    () => false,
  );
const age = async (file: Pick<StoredFile, 'hash' | 'ext'>, minutes: number) => {
  const at = new Date(Date.now() - minutes * MINUTE);
  await utimes(pathOf(file), at, at);
};

/** A new file that was put so long ago. */
async function put(ext: StoredFile['ext'], minutes: number): Promise<StoredFile> {
  const bytes = Buffer.from(randomUUID());
  const file = { hash: createHash('sha256').update(bytes).digest('hex'), ext, bytes: bytes.length };
  const draft = `${pathOf(file)}.draft`;
  await mkdir(dirname(draft), { recursive: true });
  await writeFile(draft, bytes);
  const at = new Date(Date.now() - minutes * MINUTE);
  await utimes(draft, at, at);
  // As the storage does it: it is there with its age or not at all.
  await rename(draft, pathOf(file));
  return file;
}

/** A card with files of its own, all of them put so long ago. */
async function makeCard(minutes: number, user = randomUUID()) {
  const card = finishedCard();
  const [page, poster, full, plane] = await Promise.all([put('html', 0), put('jpg', 0), put('jpg', 0), put('webp', 0)]);
  const planes = card.picture.planes.map((layer) => ({ ...layer, file: plane }));
  const made = await service.makeCard({ ...card, page, poster, picture: { ...card.picture, full, planes } }, user);
  const files = [page, poster, full, ...(planes.length > 0 ? [plane] : [])];
  await Promise.all(files.map((file) => age(file, minutes)));
  return { ...made, files };
}

const goes = (files: readonly StoredFile[]) =>
  waitFor(async () => !(await Promise.all(files.map(isThere))).some(Boolean), {
    what: 'the files to go',
    timeoutMs: 20_000,
  });
/** Resolves when a sweep that began after this call has ended: it took a file that was put there for it. */
const sweptOnce = async () => goes([await put('png', 31)]).then(async () => goes([await put('png', 31)]));

describe('files that nobody names', () => {
  it('L14: go half an hour after they were put, and no earlier', async () => {
    const [old, young] = [await put('webp', 31), await put('webp', 29)];
    await goes([old]);
    await sweptOnce();
    expect(await isThere(young)).toBe(true);
  });

  it('L14: of a deleted card go with the next sweep; those of living cards and uploads stay, whatever their age', async () => {
    const living = await makeCard(24 * 60);
    const deleted = await makeCard(24 * 60);
    const { data } = await service.send('POST', `${mini}/upload/emotion-image-base64`, {
      user: living.user,
      body: { image_base64: gif },
    });
    const [, hash = ''] = /media\/([0-9a-f]{64})/.exec(String(data.image_url)) ?? [];
    const upload = { hash, ext: 'png', bytes: 0 } as const;
    await age(upload, 24 * 60);
    await service.send('DELETE', `${mini}/postcards/${deleted.cardId}`, { user: deleted.user });
    await goes(deleted.files);
    await sweptOnce();
    expect(await Promise.all([upload, ...living.files].map(isThere))).not.toContain(false);
  });

  it('L14: stay while another living card names them', async () => {
    const [one, other] = [await makeCard(60), await makeCard(60)];
    const shared = finishedCard({ page: one.files[0], poster: one.files[1] });
    const heir = await service.makeCard(shared);
    await service.send('DELETE', `${mini}/postcards/${one.cardId}`, { user: one.user });
    await goes(one.files.slice(2));
    await sweptOnce();
    expect(await Promise.all(one.files.slice(0, 2).map(isThere))).toEqual([true, true]);
    await service.send('DELETE', `${mini}/postcards/${heir.cardId}`, { user: heir.user });
    await goes(one.files.slice(0, 2));
    expect(await Promise.all(other.files.map(isThere))).not.toContain(false);
  });

  it('L14: hundreds at once go in bounded batches, and are counted', async () => {
    const before = await sweptFiles();
    const files = await Promise.all(Array.from({ length: 250 }, () => put('webp', 45)));
    await goes(files);
    await waitFor(async () => (await sweptFiles()) - before >= 250, { what: 'the count' });
    expect(service.log).toContainEqual(
      expect.objectContaining({ event: 'files.swept', removed: expect.any(Number), seen: expect.any(Number) }),
    );
  }, 30_000);
});

/** Of all processes; a file that two found at the same moment is counted by both. */
async function sweptFiles(): Promise<number> {
  const texts = await Promise.all(
    [service, ...sweepers].map(async ({ metricsPort }) =>
      (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    ),
  );
  return texts.reduce((sum, text) => sum + Number(/files_swept_total\{[^}]*\} (\d+)/.exec(text)?.[1] ?? 0), 0);
}
