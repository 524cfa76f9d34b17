import type { IncomingHttpHeaders } from 'node:http';

/** The companies and servers that are imitated. */
export type VendorName = 'amap' | 'tencent' | 'qweather' | 'open-meteo' | 'openweather' | 'dailyhot';

export interface VendorQuestion {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly now: Date;
}

export interface VendorAnswer {
  readonly status: number;
  /** Sent as JSON; a string is sent as HTML. */
  readonly body: unknown;
  readonly gzip?: boolean;
}

/** Answers as the vendor does: to a wrong question with the vendor's own error. */
export type FakeVendor = (question: VendorQuestion) => VendorAnswer;

export const ok = (body: unknown): VendorAnswer => ({ status: 200, body });
