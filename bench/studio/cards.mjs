/**
 * What a card of the studio costs, by stage, on a machine that does nothing else: wall and CPU time, size of page and
 * poster. After a build:
 *
 *     node bench/studio/cards.mjs [cards = 40]
 *
 * Targets: a median of 4 s a card on two cores, pages of at most 300 KB, posters of at most 250 KB.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBrowserPool } from '../../packages/card/dist/browser/browser-pool.js';
import { createGate } from '../../packages/card/dist/gate/inspect-page.js';
import { localFolderStorage } from '../../packages/storage/dist/local-folder.storage.js';
import { createPainter } from '../../packages/studio/dist/paint/painter.js';
import { sampleBriefs } from '../../packages/studio/dist/sample-briefs.js';
import { makeCheckedSample } from '../../services/agent/dist/gallery/make-sample.js';

const [cards = '40'] = process.argv.slice(2);
const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const folder = await mkdtemp(join(tmpdir(), 'mojian-bench-'));
const browsers = createBrowserPool({ maxPages: 1, recycleAfter: 100, logger: silent });
const painter = createPainter({ workers: 1, logger: silent });
const tools = { painter, gate: createGate({ browsers }), storage: localFolderStorage(folder) };

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const part = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const row = (name, numbers, digits = 2) =>
  process.stdout.write(
    `${name.padEnd(12)}${[part(numbers, 0.5), part(numbers, 0.95), Math.max(...numbers)].map((n) => n.toFixed(digits).padStart(10)).join('')}\n`,
  );

const spread = Math.max(1, Math.floor(sampleBriefs.length / Number(cards)));
const briefs = Array.from(
  { length: Number(cards) },
  (_, index) => sampleBriefs[(index * spread) % sampleBriefs.length],
);
try {
  // The first card starts the browser and the painting thread.
  await makeCheckedSample(tools, { brief: briefs[0] });
  const made = [];
  for (const brief of briefs) {
    const begin = performance.now();
    const { seconds, html, poster } = await makeCheckedSample(tools, { brief });
    made.push({
      ...seconds,
      card: (performance.now() - begin) / 1000,
      page: html.length / 1024,
      poster: poster.length / 1024,
    });
  }
  process.stdout.write(`${'s'.padEnd(12)}${['median', '95 %', 'most'].map((name) => name.padStart(10)).join('')}\n`);
  for (const name of ['image', 'copy', 'code', 'gate', 'card'])
    row(
      name,
      made.map((one) => one[name]),
    );
  process.stdout.write('KB\n');
  for (const name of ['page', 'poster'])
    row(
      name,
      made.map((one) => one[name]),
      0,
    );
} finally {
  await Promise.all([browsers.close(), painter.close()]);
  await rm(folder, { recursive: true, force: true });
}
