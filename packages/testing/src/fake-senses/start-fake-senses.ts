import type { KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { fakeAmap } from './fake-amap.js';
import { fakeDailyhot } from './fake-dailyhot.js';
import { fakeOpenMeteo } from './fake-open-meteo.js';
import { fakeOpenWeather } from './fake-openweather.js';
import { fakeQweather } from './fake-qweather.js';
import { fakeTencent } from './fake-tencent.js';
import type { FakeVendor, VendorAnswer, VendorName, VendorQuestion } from './fake-vendor.js';

/** What goes wrong with a vendor until it is put right; `answer` is an answer of its own. */
export type SenseFault =
  | 'silent'
  | 'trickle'
  | 'reset'
  | 'garbage'
  | 'huge'
  | 'redirect'
  | { readonly status: number }
  | { readonly answer: unknown };

export interface FakeSensesOptions {
  /** What the vendors take for now; the real time unless told. */
  readonly now?: () => Date;
  /** Of QWeather's tokens. */
  readonly qweatherPublicKey?: KeyObject;
  /** Titles of DailyHot's lists by name. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

export interface FakeSenses {
  /** `http://127.0.0.1:PORT`: the origin of all vendors, which differ in their paths. */
  readonly url: string;
  /** Every question, in order. */
  readonly calls: readonly (VendorQuestion & { readonly vendor: VendorName })[];
  readonly fail: (vendor: VendorName, fault: SenseFault | null) => void;
  readonly close: () => Promise<void>;
}

const vendorByPath = new Map<string, VendorName>([
  ['/v3/geocode/regeo', 'amap'],
  ['/ws/geocoder/v1/', 'tencent'],
  ['/v7/weather/now', 'qweather'],
  ['/v1/forecast', 'open-meteo'],
  ['/data/2.5/weather', 'openweather'],
]);

/** Imitates everybody whom the senses ask, on one port, without a network. */
export async function startFakeSenses(options: FakeSensesOptions = {}): Promise<FakeSenses> {
  const { now = () => new Date(), qweatherPublicKey, lists = {} } = options;
  const vendors: Readonly<Record<VendorName, FakeVendor>> = {
    amap: fakeAmap,
    tencent: fakeTencent,
    qweather: fakeQweather(qweatherPublicKey),
    'open-meteo': fakeOpenMeteo,
    openweather: fakeOpenWeather,
    dailyhot: fakeDailyhot(lists),
  };
  const calls: (VendorQuestion & { readonly vendor: VendorName })[] = [];
  const faults = new Map<VendorName, SenseFault>();
  const server = createServer((request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://vendor');
    const vendor = vendorByPath.get(path) ?? 'dailyhot';
    const question = { path, query, headers: request.headers, now: now() };
    calls.push({ vendor, ...question });
    const fault = faults.get(vendor);
    if (fault) misbehave(fault, response);
    else send(vendors[vendor](question), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const fail: FakeSenses['fail'] = (vendor, fault) => void (fault ? faults.set(vendor, fault) : faults.delete(vendor));
  return { url: `http://127.0.0.1:${address.port}`, calls, fail, close };
}

function send({ status, body, gzip }: VendorAnswer, response: ServerResponse): void {
  const page = typeof body === 'string';
  const bytes = Buffer.from(page ? body : JSON.stringify(body));
  response.writeHead(status, {
    'content-type': page ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8',
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  response.end(gzip ? gzipSync(bytes) : bytes);
}

/** Unpacked more than any reader should take; packed it is 4 KB. */
const hugeBytes = 4 * 1024 * 1024;

const deeds: Readonly<Record<Extract<SenseFault, string>, (response: ServerResponse) => void>> = {
  silent: () => undefined,
  trickle: (response) => trickle(response),
  reset: (response) => response.socket?.resetAndDestroy(),
  garbage: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"1","infocode'),
  huge: (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(hugeBytes, 32))),
  redirect: (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
};

function misbehave(fault: SenseFault, response: ServerResponse): void {
  if (typeof fault === 'string') deeds[fault](response);
  else if ('answer' in fault) send({ status: 200, body: fault.answer }, response);
  else send({ status: fault.status, body: '<html><body>nginx</body></html>' }, response);
}

/** A byte now and then, for ever. */
function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 30);
  response.once('close', () => clearInterval(timer));
}
