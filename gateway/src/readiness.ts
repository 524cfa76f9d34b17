import axios, { type AxiosInstance } from 'axios';
import type { Redis } from 'ioredis';
import { z } from 'zod';

export interface ReadinessOptions {
  /** Where each instance of a service says whether it is ready, by the service's name. */
  readonly readyUrls: Readonly<Record<string, readonly string[]>>;
  readonly redis: Redis;
  readonly clock: () => number;
}

/** By name: `redis`, each service (`postcard`), and what a service itself depends on (`postcard.postgres`). */
export type Checks = Readonly<Record<string, boolean>>;

const timeoutMs = 1000;
const keptMs = 1000;

const Report = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.string()).default({}) });

/** Whether each dependency is ready, within a second. Asked once a second at most, however many want to know. */
export function createReadiness({ readyUrls, redis, clock }: ReadinessOptions): () => Promise<Checks> {
  const http = axios.create({
    timeout: timeoutMs,
    maxContentLength: 64 * 1024,
    maxRedirects: 0,
    proxy: false,
    validateStatus: (status) => status === 200 || status === 503,
  });
  const probe = async (): Promise<Checks> => {
    const services = Object.entries(readyUrls).map(([name, urls]) => probeService(http, name, urls));
    const store = redis.ping().then(
      (): Checks => ({ redis: true }),
      (): Checks => ({ redis: false }),
    );
    const checks = await Promise.all([...services, store]);
    return Object.fromEntries(checks.flatMap((each) => Object.entries(each)));
  };
  let known: Promise<Checks> | undefined;
  let until = 0;
  return () => {
    if (known && clock() < until) return known;
    until = Number.POSITIVE_INFINITY;
    known = probe().finally(() => {
      until = clock() + keptMs;
    });
    return known;
  };
}

/** A service is ready when one of its instances is, and so is what they depend on. */
async function probeService(http: AxiosInstance, name: string, urls: readonly string[]): Promise<Checks> {
  const reports = await Promise.all(urls.map((url) => askReady(http, url)));
  const checks: Record<string, boolean> = { [name]: reports.some((report) => report?.ready === true) };
  for (const report of reports) {
    for (const [dependency, state] of Object.entries(report?.checks ?? {})) {
      const key = `${name}.${dependency}`;
      checks[key] = checks[key] === true || state === 'up';
    }
  }
  return checks;
}

async function askReady(http: AxiosInstance, url: string): Promise<z.output<typeof Report> | undefined> {
  try {
    const { data } = await http.get<unknown>(url, { signal: AbortSignal.timeout(timeoutMs) });
    return Report.parse(data);
  } catch {
    // No answer is an answer: it is not ready.
    return undefined;
  }
}
