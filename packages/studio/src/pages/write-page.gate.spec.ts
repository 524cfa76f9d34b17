import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { assemblePage } from '@mojian/card/assemble/assemble-page';
import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import type { GateFinding } from '@mojian/contracts/card/gate-report';
import { makeBrief } from '../brief.fixture.js';
import { writeCopy } from '../copy/write-copy.js';
import { planConcept } from '../plan/plan-concept.js';
import { scenes } from '../scenes/list.js';
import { type TemplateName, templateNames } from './template-names.js';
import { writePage } from './write-page.js';

jest.setTimeout(120_000);

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const browsers = createBrowserPool({ logger: silent });
const gate = createGate({ browsers });
afterAll(() => browsers.close());

const drawn = (shapes: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="270" height="520">${shapes}</svg>`)}`;
const plane = { x: 0, y: 0, width: 100 };
const picture = {
  width: 1080,
  height: 2080,
  planes: [
    { ...plane, name: 'sky', depth: 0, dataUri: drawn('<path fill="#1b2a4e" d="M0 0h270v520H0z"/>') },
    {
      ...plane,
      name: 'far',
      depth: 0.3,
      dataUri: drawn('<path fill="#40587c" d="M0 300l90-60 80 50 100-70v300H0z"/>'),
    },
    { ...plane, name: 'front', depth: 1, dataUri: drawn('<circle cx="60" cy="430" r="40" fill="#c96f4a"/>') },
  ],
  fullDataUri: '',
  bleed: { top: '#1b2a4e', bottom: '#40587c' },
  text: 'light' as const,
};

const ink = Array.from({ length: 80 }, (_, index) => ({
  x: index * 4,
  y: 90 + 60 * Math.sin(index / 9),
  time: index * 16,
}));

async function inspect(template: TemplateName): Promise<GateFinding[]> {
  const scene = scenes.find(({ templates }) => templates.includes(template));
  const brief = makeBrief({ words: '想你。\n\n今天的风很轻。', recipient: '小满', sender: '阿禾', ink });
  const concept = { ...planConcept(brief), scene: scene?.name ?? '', template };
  const copy = writeCopy(brief, concept);
  const page = await writePage(brief, concept, copy);
  const { report } = await gate.inspect({
    html: assemblePage({ page, picture }),
    copy: { headline: copy.headline, words: copy.letter.words, title: copy.title },
    interactions: page.interactions,
    deadlineMs: 60_000,
  });
  return report.findings;
}

describe('in a real browser', () => {
  it('every page opens, plays and turns as it promises', async () => {
    const found = await Promise.all(templateNames.map(async (name) => [name, await inspect(name)]));
    expect(found).toEqual(templateNames.map((name) => [name, []]));
  });
});

describe('the scenes', () => {
  it('offer five openings or more each, and every opening somewhere', () => {
    for (const { name, templates } of scenes) expect([name, new Set(templates).size >= 5]).toEqual([name, true]);
    expect(new Set(scenes.flatMap(({ templates }) => templates))).toEqual(new Set(templateNames));
  });
});
