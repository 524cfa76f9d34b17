import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { signUrlPart, verifyUrlPart } from '@mojian/auth/signed-url';
import { cardFrameAttributes } from '@mojian/card/gate/card-policy';
import { type OriginSettings, originsOf } from '@mojian/service-kit/site-origins';

export interface DryRunSiteSettings extends OriginSettings {
  /** Prefix of every path, without a slash at its end. */
  readonly basePath: string;
  readonly linkKey: string;
  readonly clock: () => Date;
}

/** The `e` and `s` of a signed link, as parsed by the route. */
interface SignedQuery {
  readonly e: number;
  readonly s: string;
}

interface SignedThing {
  readonly purpose: 'dry-run' | 'dry-run-card';
  readonly subject: string;
}

const LINK_MS = 600_000;

const STYLE = `body{margin:0;min-height:100vh;display:flex;flex-wrap:wrap;gap:24px;align-items:center;justify-content:center;background:#efe5d2}
iframe{width:390px;height:844px;max-width:100vw;border:0;border-radius:12px}
img{height:844px;max-width:100vw;border-radius:12px}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Links to the card of a dry run, and the page that frames it as the host page frames the cards that people make. */
export class DryRunSite {
  constructor(private readonly settings: DryRunSiteSettings) {}

  /** For ten minutes. */
  pageUrl(id: string, headers: IncomingHttpHeaders): string {
    const { app } = originsOf(this.settings, headers);
    return `${app}${this.path(id)}?${this.sign({ purpose: 'dry-run', subject: id })}`;
  }

  /** @throws AppError LINK_REFUSED. */
  checkPage(id: string, query: SignedQuery): void {
    this.check({ purpose: 'dry-run', subject: id }, query);
  }

  checkCard(id: string, hostOrigin: string, query: SignedQuery): void {
    this.check({ purpose: 'dry-run-card', subject: `${id} ${hostOrigin}` }, query);
  }

  /** Frames the document on the card origin, which is the only one that it may show. */
  page(id: string, poster: Buffer, headers: IncomingHttpHeaders) {
    const { app, card } = originsOf(this.settings, headers);
    const source = `${card}${this.path(id)}/card`;
    const query = `${this.sign({ purpose: 'dry-run-card', subject: `${id} ${app}` })}&h=${encodeURIComponent(app)}`;
    return { headers: pageHeaders(source), html: render(`${source}?${query}`, poster) };
  }

  private path(id: string): string {
    return `${this.settings.basePath}/dry-runs/${id}`;
  }

  private sign(thing: SignedThing): string {
    const expiresAt = new Date(this.settings.clock().getTime() + LINK_MS);
    const { e, s } = signUrlPart({ ...thing, expiresAt, key: this.settings.linkKey });
    return new URLSearchParams({ e, s }).toString();
  }

  private check(thing: SignedThing, { e, s }: SignedQuery): void {
    verifyUrlPart({ ...thing, key: this.settings.linkKey, e: String(e), s, now: this.settings.clock() });
  }
}

const pageHeaders = (frame: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `frame-src ${frame}`,
    'img-src data:',
    `style-src 'sha256-${STYLE_HASH}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** Nothing in it is anybody's text. */
const render = (frameUrl: string, poster: Buffer): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>试制 · 墨笺</title>
<style>${STYLE}</style>
</head>
<body>
<iframe title="卡片" ${cardFrameAttributes} src="${frameUrl.replaceAll('&', '&amp;')}"></iframe>
<img alt="海报" src="data:image/jpeg;base64,${poster.toString('base64')}">
</body>
</html>
`;
