import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import { makeContactSheet } from '@mojian/card/poster/contact-sheet';
import { endWithProcess } from '@mojian/service-kit/process-end';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { createPainter } from '@mojian/studio/paint/painter';
import { createLogger } from '@mojian/telemetry/logger';
import { chooseBriefs } from './gallery/choose-briefs.js';
import { type GalleryArguments, parseGalleryArguments } from './gallery/gallery-arguments.js';
import { type GalleryEntry, serveGallery } from './gallery/gallery-server.js';
import { makeCheckedSample, type SampleTools } from './gallery/make-sample.js';

/** Cards for whoever works on the studio: a contact sheet, and a page with all scenes and openings (`run.sh studio`). */
const wanted = readArguments();
const logger = createLogger({ service: 'studio', level: 'warn' });
const folder = await mkdtemp(join(tmpdir(), 'mojian-studio-'));
const browsers = createBrowserPool({ maxPages: 1, recycleAfter: 100, logger });
const painter = createPainter({ workers: 2, logger });
const tools: SampleTools = { painter, gate: createGate({ browsers }), storage: localFolderStorage(folder) };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const briefs = await chooseBriefs(wanted);
const entries: GalleryEntry[] = [];
let sheet: Buffer | undefined;
const ending = new AbortController();
const close = async (): Promise<void> => {
  ending.abort();
  await Promise.all([browsers.close(), painter.close()]);
  await rm(folder, { recursive: true, force: true });
};
endWithProcess({ logger, close });

const [first] = briefs;
if (wanted.serve && first) {
  const gallery = { tools, entries, wanted: briefs.length, sheet: () => sheet, brief: first };
  await serveGallery(gallery, wanted.port);
  say(`Gallery   http://127.0.0.1:${wanted.port}`);
}
for (const [index, brief] of briefs.entries()) if (!ending.signal.aborted) entries.push(await makeEntry(index, brief));
if (!ending.signal.aborted) {
  sheet = await makeContactSheet(entries.flatMap(toSheetEntry));
  await mkdir(wanted.out, { recursive: true });
  const file = join(wanted.out, 'contact-sheet.png');
  await writeFile(file, sheet);
  say(`Sheet     ${file}`);
  if (wanted.serve) say('Ctrl-C ends the gallery.');
  else {
    await close();
    process.exitCode = entries.some((entry) => 'failure' in entry) ? 1 : 0;
  }
}

function readArguments(): GalleryArguments {
  try {
    return parseGalleryArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

async function makeEntry(index: number, brief: (typeof briefs)[number]): Promise<GalleryEntry> {
  try {
    const { scene, template } = wanted;
    const sample = await makeCheckedSample(tools, { brief, scene, template });
    const { concept, seconds } = sample;
    const all = Object.entries(seconds).map(([stage, taken]) => `${stage} ${taken.toFixed(1)}`);
    say(`${String(index + 1).padStart(4)}  ${concept.scene} ${concept.template} ${concept.mood}  ${all.join('  ')}`);
    return { brief, sample };
  } catch (error) {
    // The others are made all the same; the page and the exit status tell of it.
    const failure = error instanceof Error ? error.message : String(error);
    if (!ending.signal.aborted) say(`${String(index + 1).padStart(4)}  failed: ${failure}`);
    return { brief, failure };
  }
}

function toSheetEntry(entry: GalleryEntry, index: number) {
  if (!('sample' in entry)) return [];
  const { concept, copy, poster } = entry.sample;
  const caption = [`${index + 1} ${concept.scene}`, `${concept.template}, ${concept.mood}`, copy.headline.join('／')];
  return [{ picture: poster, caption }];
}
