import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { type TemplateName, templateNames } from '@mojian/studio/pages/template-names';
import { createPainter } from '@mojian/studio/paint/painter';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { scenes } from '@mojian/studio/scenes/list';
import { makeCheckedSample, type SampleTools, type SampleWish } from './make-sample.js';

const isFull = process.env.MOJIAN_TEST_FULL === '1';
const SAMPLE = 12;
const MOST_PAGE_KB = 300;
const MOST_POSTER_KB = 250;

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const step = isFull ? 1 : Math.floor(sampleBriefs.length / SAMPLE);
const briefs = sampleBriefs.filter((_, index) => index % step === 0).slice(0, isFull ? undefined : SAMPLE);

/** In the small form each scene has its turn, and each opening by a scene that offers it. */
const turns = new Set<TemplateName>();
const wishes: readonly SampleWish[] = briefs.map((brief, index) => {
  const scene = scenes[index % scenes.length];
  if (isFull || !scene) return { brief };
  const template = scene.templates.find((name) => !turns.has(name)) ?? scene.templates[index % scene.templates.length];
  if (template) turns.add(template);
  return { brief, scene: scene.name, template };
});
const nameOf = ({ brief, scene, template }: SampleWish): string =>
  [scene, template, [...brief.words].slice(0, 24).join('')].filter(Boolean).join(' ');

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

  it('show every opening', () => {
    if (!isFull) expect([...turns].sort()).toEqual([...templateNames].sort());
  });

  it.each(wishes.map((wish, index) => [index * step + 1, nameOf(wish), wish] as const))(
    'number %i passes the gate with the person’s words, small enough for a phone: %s',
    async (_number, _name, wish) => {
      const { html, poster, report, copy, concept } = await makeCheckedSample(tools, wish);
      if (wish.scene) expect([concept.scene, concept.template]).toEqual([wish.scene, wish.template]);
      expect(report.verdict).toBe('pass');
      expect(copy.letter.words).toBe(wish.brief.words);
      expect(html.length / 1024).toBeLessThanOrEqual(MOST_PAGE_KB);
      expect(poster.length / 1024).toBeLessThanOrEqual(MOST_POSTER_KB);
    },
    120_000,
  );
});
