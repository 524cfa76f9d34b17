import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { createPainter } from '@mojian/studio/paint/painter';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { makeCheckedSample, type SampleTools } from './make-sample.js';

const isFull = process.env.MOJIAN_TEST_FULL === '1';
const SAMPLE = 12;
const MOST_PAGE_KB = 300;
const MOST_POSTER_KB = 250;

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const step = isFull ? 1 : Math.floor(sampleBriefs.length / SAMPLE);
const briefs = sampleBriefs.filter((_, index) => index % step === 0);

describe('cards of the sample briefs', () => {
  let folder: string;
  let tools: SampleTools;
  const browsers = createBrowserPool({ maxPages: 1, logger: silent });
  // The program of its threads is built code, which specs of sources do not have beside them.
  const program = new URL('../../../../packages/studio/dist/paint/paint.worker.js', import.meta.url);
  const painter = createPainter({ workers: 1, logger: silent, program });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mojian-cards-'));
    tools = { painter, gate: createGate({ browsers }), storage: localFolderStorage(folder) };
  });
  afterAll(async () => {
    await Promise.all([browsers.close(), painter.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it.each(briefs.map((brief, index) => [index * step + 1, [...brief.words].slice(0, 24).join(''), brief] as const))(
    'number %i passes the gate with the person’s words, small enough for a phone: %s',
    async (_number, _words, brief) => {
      const { html, poster, report, copy } = await makeCheckedSample(tools, { brief });
      expect(report.verdict).toBe('pass');
      expect(copy.letter.words).toBe(brief.words);
      expect(html.length / 1024).toBeLessThanOrEqual(MOST_PAGE_KB);
      expect(poster.length / 1024).toBeLessThanOrEqual(MOST_POSTER_KB);
    },
    120_000,
  );
});
