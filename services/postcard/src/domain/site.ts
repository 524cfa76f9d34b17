import type { IncomingHttpHeaders } from 'node:http';
import { signUrlPart, verifyUrlPart } from '@mojian/auth/signed-url';

export interface SiteSettings {
  /** Origin that people see, when it is known beforehand; else it is what the gateway says it was asked at. */
  readonly publicOrigin: string | null;
  /** Origin of card documents; else the host people see, with `cardPort`. */
  readonly cardOrigin: string | null;
  readonly cardPort: number;
  /** For callers that came past the gateway. */
  readonly fallbackOrigin: string;
  /** Prefix of every path, without a slash at its end; empty unless the product lives below one. */
  readonly basePath: string;
  /** Signs what opens without a login. */
  readonly linkKey: string;
}

/** The `e` and `s` of a signed link, as parsed by the route. */
export interface SignedQuery {
  readonly e: number;
  readonly s: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

const oneOf = (header: string | string[] | undefined): string => (Array.isArray(header) ? '' : (header ?? '')).trim();

/** Makes and checks links, for the origins that a request came to. */
export class Sites {
  constructor(
    private readonly settings: SiteSettings,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** `X-Forwarded-Proto` and `-Host` are the gateway's own words: it lets no client's copy through. */
  of(headers: IncomingHttpHeaders): Site {
    const { publicOrigin, cardOrigin, cardPort, fallbackOrigin, basePath, linkKey } = this.settings;
    const asked = forwardedOrigin(headers) ?? fallbackOrigin;
    const app = publicOrigin ?? asked;
    const card = cardOrigin ?? withPort(asked, cardPort);
    return new Site({ app, card, asked, basePath, linkKey, now: this.clock() });
  }
}

function forwardedOrigin(headers: IncomingHttpHeaders): string | null {
  const host = oneOf(headers['x-forwarded-host']);
  const protocol = oneOf(headers['x-forwarded-proto']);
  if (!HOST.test(host) || !/^https?$/.test(protocol)) return null;
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : null;
}

function withPort(origin: string, port: number): string {
  const url = new URL(origin);
  url.port = String(port);
  return url.origin;
}

interface SiteFacts {
  readonly app: string;
  readonly card: string;
  readonly asked: string;
  readonly basePath: string;
  readonly linkKey: string;
  readonly now: Date;
}

export class Site {
  constructor(private readonly facts: SiteFacts) {}

  get appOrigin(): string {
    return this.facts.app;
  }

  get cardOrigin(): string {
    return this.facts.card;
  }

  /** Whether the request came to the card origin, where nothing but card documents is. */
  get isCardOrigin(): boolean {
    return this.facts.asked === this.facts.card;
  }

  get home(): string {
    return `${this.path('/')}`;
  }

  /** A path of ours as the browser must ask for it. */
  path(path: string): string {
    return `${this.facts.basePath}${path}`;
  }

  absolute(path: string): string {
    return `${this.facts.app}${this.path(path)}`;
  }

  /** Seven days, rounded up to a whole one, so that the same picture has the same URL all day. */
  mediaUrl(file: string): string {
    const expiresAt = new Date((Math.floor(this.facts.now.getTime() / DAY) + 8) * DAY);
    return this.absolute(`/media/${file}?${this.signature('media', file, expiresAt)}`);
  }

  checkMedia(file: string, query: SignedQuery): void {
    this.check('media', file, query);
  }

  /** The owner's view of a card, for ten minutes. */
  ownPageUrl(cardId: string): string {
    const expiresAt = new Date(this.facts.now.getTime() + 10 * MINUTE);
    return this.absolute(`/p/${cardId}?${this.signature('ticket', cardId, expiresAt)}`);
  }

  checkOwnPage(cardId: string, query: SignedQuery): void {
    this.check('ticket', cardId, query);
  }

  /**
   * The card for a frame of this site's host page, for two minutes; rounded up, so that a host page which is asked for
   * again within the minute is the same to the byte.
   */
  documentUrl(cardId: string): string {
    const expiresAt = new Date((Math.floor(this.facts.now.getTime() / MINUTE) + 3) * MINUTE);
    const query = this.signature('document', documentSubject(cardId, this.facts.app), expiresAt);
    return `${this.facts.card}${this.path(`/c/${cardId}`)}?${query}&h=${encodeURIComponent(this.facts.app)}`;
  }

  checkDocument(cardId: string, hostOrigin: string, query: SignedQuery): void {
    this.check('document', documentSubject(cardId, hostOrigin), query);
  }

  private signature(purpose: string, subject: string, expiresAt: Date): string {
    const { e, s } = signUrlPart({ purpose, subject, expiresAt, key: this.facts.linkKey });
    return new URLSearchParams({ e, s }).toString();
  }

  private check(purpose: string, subject: string, { e, s }: SignedQuery): void {
    verifyUrlPart({ purpose, subject, key: this.facts.linkKey, e: String(e), s, now: this.facts.now });
  }
}

const documentSubject = (cardId: string, hostOrigin: string): string => `${cardId} ${hostOrigin}`;
