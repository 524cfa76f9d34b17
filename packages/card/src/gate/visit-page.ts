import type { GateFinding } from '@mojian/contracts/card/gate-report';
import type { Interaction } from '@mojian/contracts/card/page';
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { finding } from './finding.js';
import { listenToPage } from './listen-page.js';
import { createPageClock, openSlowly } from './page-clock.js';
import { openProbe } from './page-probe.js';
import { lookAtWaits, type OpenedPage, playInteraction } from './play-interaction.js';
import { isBlank, type ScreenSize, takePicture } from './screen.js';
import { openCard } from './serve-page.js';
import { type CardCopy, type CopyWatch, watchCopy } from './watch-copy.js';

interface VisitInput {
  /** The one of the page's context. */
  readonly phone: ScreenSize;
  /** The armed page. */
  readonly html: string;
  readonly copy: CardCopy;
  readonly interactions: readonly Interaction[];
  /** Told what is being done from now on, for a visit that does not come to its end. */
  readonly onStep: (doing: string) => void;
}

export interface Visit {
  readonly findings: readonly GateFinding[];
  /** JPEG at the moment when most of the headline was to be read, in device pixels. */
  readonly picture: Buffer;
}

const pixelRatio = 2;

/** Time of the page after which it is looked at first. */
const settleMs = 1_200;

/** Between frames while nothing is asked of the page: a frame costs 20 ms, however little of its time passed. */
const idleFrameMs = 200;

/** The message must be readable by then. */
const copyMs = 8_000;
const lateStepMs = 500;

/** An idle second that leaves more than this behind, garbage collected, goes on until the phone gives up. */
const growth = { ms: 1_000, nodes: 400, heapBytes: 4 * 1024 * 1024 };

/** The phone as a browser context: two device pixels a CSS pixel, touch, and the system's calm language. */
export const phoneContext = ({ width, height }: ScreenSize): BrowserContextOptions => ({
  viewport: { width, height },
  deviceScaleFactor: pixelRatio,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  serviceWorkers: 'block',
});

/** Opens an armed page as production does, watches its copy, plays its interactions, and reports what is wrong with it. */
export async function visitPage(page: Page, input: VisitInput): Promise<Visit> {
  const { phone, onStep } = input;
  const { width } = phone;
  onStep('opening it');
  const ears = listenToPage(page, width);
  const cdp = await page.context().newCDPSession(page);
  const frame = await openSlowly(cdp, () => openCard(page, input.html, ears.request));
  const probe = await openProbe(cdp, frame.url());
  const clock = createPageClock(cdp, (debt) => probe('drawn', debt));
  const opened: OpenedPage = { cdp, clock, probe, width, phone };
  onStep('looking at it first');
  await clock.advance(settleMs, idleFrameMs);
  // Before any picture: the page's time runs on while one is taken.
  const waits = await lookAtWaits(opened, input.interactions);
  const watch = watchCopy(input.copy);
  const album = createAlbum(opened, watch);
  await album.look();
  const blank = await isBlank(album.best());
  const wide = await overflow(opened);
  ears.touched();
  const dead: GateFinding[] = [];
  for (const interaction of input.interactions) {
    onStep(`playing ${interaction.name}`);
    dead.push(...(await playInteraction(opened, interaction, waits.get(interaction))));
    await album.look();
  }
  onStep('waiting for its words');
  while (!watch.allSeen() && clock.elapsed() < copyMs) {
    await clock.advance(lateStepMs, idleFrameMs);
    await album.look();
  }
  onStep('measuring its memory');
  const grown = await memoryGrowth(opened);
  const flat = blank ? [finding('BLANK', 'one flat surface', width)] : [];
  return {
    findings: [...ears.findings(), ...flat, ...wide, ...watch.findings(width), ...dead, ...grown],
    picture: album.best(),
  };
}

/** Keeps the picture of the moment with the most of the headline, the earliest of equal ones. */
function createAlbum(page: OpenedPage, watch: CopyWatch) {
  let best: Buffer = Buffer.alloc(0);
  let most = -1;
  return {
    look: async (): Promise<void> => {
      const shown = watch.note(await page.probe('readLines', watch.lines));
      if (shown <= most) return;
      most = shown;
      await page.probe('pose', true);
      best = await takePicture(page, { x: 0, y: 0, ...page.phone }, pixelRatio);
      await page.probe('pose', false);
    },
    best: (): Buffer => best,
  };
}

async function overflow({ probe, width }: OpenedPage): Promise<GateFinding[]> {
  const { scrollWidth, clipped } = await probe('layout');
  return clipped || scrollWidth <= width + 1 ? [] : [finding('OVERFLOW', `${scrollWidth} px wide`, width)];
}

async function memoryGrowth({ cdp, clock, width }: OpenedPage): Promise<GateFinding[]> {
  const before = await memoryOf(cdp);
  await clock.advance(growth.ms, idleFrameMs);
  const after = await memoryOf(cdp);
  const nodes = after.nodes - before.nodes;
  const bytes = after.heap - before.heap;
  if (nodes < growth.nodes && bytes < growth.heapBytes) return [];
  return [finding('MEMORY', `${nodes} nodes and ${Math.round(bytes / 1024)} KB more after an idle second`, width)];
}

async function memoryOf(cdp: CDPSession): Promise<{ nodes: number; heap: number }> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return { nodes, heap: usedSize };
}
