import type { IncomingHttpHeaders } from 'node:http';

export interface OriginSettings {
  /** Origin that people see, when it is known beforehand; else it is what the gateway says it was asked at. */
  readonly publicOrigin: string | null;
  /** Origin of card documents; else the host people see, with `cardPort`. */
  readonly cardOrigin: string | null;
  readonly cardPort: number;
  /** For callers that came past the gateway. */
  readonly fallbackOrigin: string;
}

export interface SiteOrigins {
  /** What people see. */
  readonly app: string;
  /** Where card documents are, and nothing else. */
  readonly card: string;
  /** Where this request came to. */
  readonly asked: string;
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

const oneOf = (header: string | string[] | undefined): string => (Array.isArray(header) ? '' : (header ?? '')).trim();

/** `X-Forwarded-Proto` and `-Host` are the gateway's own words: it lets no client's copy through. */
export function originsOf(settings: OriginSettings, headers: IncomingHttpHeaders): SiteOrigins {
  const { publicOrigin, cardOrigin, cardPort, fallbackOrigin } = settings;
  const asked = forwardedOrigin(headers) ?? fallbackOrigin;
  return { app: publicOrigin ?? asked, card: cardOrigin ?? withPort(asked, cardPort), asked };
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
