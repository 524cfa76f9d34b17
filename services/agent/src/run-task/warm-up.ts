import type { BrowserPool } from '@mojian/card/browser/browser-pool';
import type { CutFonts } from '@mojian/card/type/font-cutter';
import type { Painter } from '@mojian/studio/paint/painter';
import type { Logger } from '@mojian/telemetry/logger';

interface WarmUpOptions {
  readonly browsers: BrowserPool;
  readonly painter: Painter;
  readonly cutFonts: CutFonts;
  readonly logger: Logger;
}

const DEADLINE_MS = 60_000;
const PALETTE = { ground: '#c4cfcb', ink: '#22312f', accent: '#5f8a7a', paper: '#f5eede' };

/**
 * Unpacks and starts what the first card would otherwise wait for: the browser, the fonts, the threads. What
 * fails here fails again, and then for somebody, at the first card: here it is only told.
 */
export async function warmUp({ browsers, painter, cutFonts, logger }: WarmUpOptions): Promise<void> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const started = performance.now();
  const results = await Promise.allSettled([
    browsers.withPage(async (page) => void (await page.title()), { deadlineMs: DEADLINE_MS }),
    cutFonts({
      text: '墨笺',
      faces: [{ name: 'ma-shan-zheng' }, { name: 'lxgw-wenkai' }, { name: 'zcool-xiaowei' }],
    }),
    painter.paint(
      {
        scene: 'lake-rain',
        seed: 'warm-up',
        ink: [],
        partOfDay: 'day',
        season: 'spring',
        sky: null,
        moon: null,
        palette: PALETTE,
      },
      { signal },
    ),
  ]);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  const seconds = (performance.now() - started) / 1000;
  if (failures.length > 0) logger.warn('worker.cold', { seconds, failures });
  else logger.info('worker.warm', { seconds });
}
