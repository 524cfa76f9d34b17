import type { IncomingHttpHeaders } from 'node:http';
import { signUrlPart, verifyUrlPart } from '@mojian/auth/signed-url';
import { type OriginSettings, originsOf, type SiteOrigins } from '@mojian/service-kit/site-origins';

export interface SiteSettings extends OriginSettings {
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

/** Makes and checks links, for the origins that a request came to. */
export class Sites {
  constructor(
    private readonly settings: SiteSettings,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  of(headers: IncomingHttpHeaders): Site {
    const { basePath, linkKey } = this.settings;
    return new Site({ ...originsOf(this.settings, headers), basePath, linkKey, now: this.clock() });
  }
}

interface SiteFacts extends SiteOrigins {
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
