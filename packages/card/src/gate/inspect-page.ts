import { AppError } from '@mojian/contracts/app-error';
import type { GateFinding, GateReport } from '@mojian/contracts/card/gate-report';
import type { Interaction } from '@mojian/contracts/card/page';
import sharp from 'sharp';
import type { BrowserPool } from '../browser/browser-pool.js';
import { armPage } from './arm-page.js';
import { finding, hangsOnMoment } from './finding.js';
import type { ScreenSize } from './screen.js';
import { checkStatic } from './static-check.js';
import { phoneContext, type Visit, visitPage } from './visit-page.js';
import type { CardCopy } from './watch-copy.js';

export interface InspectInput {
  /** What the page's author said: the document, perhaps with prose around it. */
  readonly html: string;
  readonly copy: CardCopy;
  readonly interactions: readonly Interaction[];
  /** For each of at most two visits in the browser, from the moment a page is free. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface Inspection {
  /** The document to store: mended and armed; as it came when it was refused before that. */
  readonly html: string;
  readonly report: GateReport;
  /** JPEG of the whole screen, 750 px wide, at the moment when the headline was to be read; null when no browser saw the page. */
  readonly poster: Buffer | null;
  /** JPEG, 320 px wide. */
  readonly thumbnail: Buffer | null;
}

export interface GateOptions {
  readonly browsers: BrowserPool;
  /** Milliseconds; for the report's figures. */
  readonly clock?: () => number;
}

export interface Gate {
  /** @throws AppError `DEPENDENCY_DOWN` without a browser, and the signal's reason; a bad page is a verdict, not an error. */
  readonly inspect: (input: InspectInput) => Promise<Inspection>;
}

const phone: ScreenSize = { width: 375, height: 812 };
const thumbnailWidth = 320;

/** No page reaches a person before it passed here: first as text, then in a real browser. */
export function createGate({ browsers, clock = () => performance.now() }: GateOptions): Gate {
  return {
    inspect: async (input) => {
      const start = clock();
      const { headline, words, title, told = [] } = input.copy;
      const copy = [...headline, ...words.split(/\n+/)];
      const read = checkStatic(input.html, { copy, title, told: [words, ...told] });
      const staticMs = clock() - start;
      const report = (findings: readonly GateFinding[], browserMs: number): GateReport => ({
        verdict: findings.length === 0 ? 'pass' : 'reject',
        findings: [...findings],
        mended: read.mended,
        static_ms: Math.round(staticMs),
        browser_ms: Math.round(browserMs),
      });
      if (read.findings.length > 0) {
        return { html: read.html, report: report(read.findings, 0), poster: null, thumbnail: null };
      }
      const html = armPage(read.html);
      const opened = clock();
      const seen = await visit(browsers, { ...input, html });
      const pictures = await picturesOf(seen);
      return { html, report: report(seen.findings, clock() - opened), ...pictures };
    },
  };
}

type SeenVisit = Omit<Visit, 'picture'> & { readonly picture: Buffer | null };

/**
 * What a visit may have missed because the machine was busy is looked at twice, a page that was not seen to its end
 * among it: a page that shows it the second time has it. Whatever a page did that it may not do stands at once.
 */
async function visit(browsers: BrowserPool, input: InspectInput): Promise<SeenVisit> {
  const first = await visitOnce(browsers, input);
  const isDoubtful = first.picture === null || (first.findings.length > 0 && first.findings.every(hangsOnMoment));
  return isDoubtful ? visitOnce(browsers, input) : first;
}

/** A page that does not come to an end in time is refused like any other bad page, and told where it stood. */
async function visitOnce(browsers: BrowserPool, input: InspectInput): Promise<SeenVisit> {
  let doing = 'opening a tab';
  const onStep = (next: string): void => {
    doing = next;
  };
  try {
    return await browsers.withPage((page) => visitPage(page, { ...input, phone, onStep }), {
      deadlineMs: input.deadlineMs,
      context: phoneContext(phone),
      ...(input.signal && { signal: input.signal }),
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'STAGE_TIMEOUT') throw error;
    return { findings: [finding('HANG', `${error.message}, ${doing}`, phone.width)], picture: null };
  }
}

async function picturesOf({ picture }: SeenVisit): Promise<Pick<Inspection, 'poster' | 'thumbnail'>> {
  if (picture === null) return { poster: null, thumbnail: null };
  const thumbnail = await sharp(picture)
    .resize({ width: thumbnailWidth })
    .jpeg({ quality: 78, mozjpeg: true })
    .toBuffer();
  return { poster: picture, thumbnail };
}
