import { miniSuccess } from '@mojian/contracts/dialect';
import { health, miniHealth, miniVersion, ready } from '@mojian/contracts/routes/gateway.routes';
import axios from 'axios';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';

export interface ReadinessOptions {
  /** Base addresses of the services, by name. */
  readonly serviceUrls: Readonly<Record<string, string>>;
  readonly redis: Redis;
  readonly clock: () => number;
}

export type Checks = Readonly<Record<string, boolean>>;

const timeoutMs = 1000;
const keptMs = 1000;

/** Whether each dependency answers. Asked at most once a second, however many want to know. */
export function createReadiness({ serviceUrls, redis, clock }: ReadinessOptions): () => Promise<Checks> {
  const http = axios.create({
    timeout: timeoutMs,
    maxContentLength: 64 * 1024,
    maxRedirects: 0,
    proxy: false,
    // Without a signed identity a service says no, and that it says so is what is asked.
    validateStatus: (status) => status < 500,
  });
  const answers = async (url: string): Promise<boolean> => {
    try {
      await http.get(new URL('/health', url).href, { signal: AbortSignal.timeout(timeoutMs) });
      return true;
    } catch {
      // "No" is what was asked for.
      return false;
    }
  };
  const probe = async (): Promise<Checks> => {
    const services = Object.entries(serviceUrls).map(async ([name, url]) => [name, await answers(url)] as const);
    const store = redis.ping().then(
      () => ['redis', true] as const,
      () => ['redis', false] as const,
    );
    return Object.fromEntries(await Promise.all([...services, store]));
  };
  let known: Promise<Checks> | undefined;
  let until = 0;
  return () => {
    if (!known || clock() >= until) {
      known = probe();
      until = clock() + keptMs;
    }
    return known;
  };
}

export interface HealthOptions {
  readonly readiness: () => Promise<Checks>;
  readonly version: string;
}

/** The routes that the gateway answers itself, by route id. */
export function healthHandlers({ readiness, version }: HealthOptions): Readonly<Record<string, RequestHandler>> {
  const alive = { status: 'ok', service: 'gateway', version } as const;
  return {
    [health.id]: (_request, response) => void response.json(alive),
    [ready.id]: async (_request, response) => {
      const checks = await readiness();
      const isReady = Object.values(checks).every(Boolean);
      response.status(isReady ? 200 : 503).json({ ready: isReady, checks });
    },
    [miniHealth.id]: (_request, response) => void response.json(miniSuccess(alive)),
    [miniVersion.id]: (_request, response) => void response.json(miniSuccess({ version, name: 'mojian' })),
  };
}
