import { commonEnv, internalEnv, ports, redisEnv, serviceUrls } from '@mojian/config/fragments';
import { refuseUnsafeFlags, securityFlags } from '@mojian/config/security-flags';
import { type Limit, type LimitBucket, limits, limitVariable } from '@mojian/contracts/limits';
import { z } from 'zod';
import { parseAddressList } from './address-list.js';

/** The items of a list in a variable. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.canParse(url) && new URL(url).origin === url,
    'must be an origin: scheme, host and port, without a path',
  );

const isUrlList = (text: string): boolean =>
  listOf(text).length > 0 && listOf(text).every((url) => URL.canParse(url) && new URL(url).protocol === 'http:');

const urlList = z.string().refine(isUrlList, 'must be http URLs, separated by commas');

/** Where a service is reached: what is said of one address holds for several instances too. */
const instances = (one: z.ZodDefault<z.ZodURL>) =>
  urlList.default(one.parse(undefined)).describe(`${one.description}; several instances are separated by commas`);

const readiness = (service: string) =>
  urlList
    .optional()
    .describe(`Where the ${service} service says whether it is ready; /ready on its port + 1000 when absent`);

const addressList = (text: string, context: z.RefinementCtx<string>) => {
  const list = parseAddressList(text);
  if (list) return list;
  context.addIssue({ code: 'custom', message: 'must be addresses or networks (10.0.0.0/8), separated by commas' });
  return z.NEVER;
};

const trustedProxies = z
  .string()
  .transform((text, context) => (/^\d$/.test(text) ? Number(text) : addressList(text, context)));

const LimitParsed = z.object({ count: z.number(), seconds: z.number() });

const LimitOverride = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,5}$/, 'must be <count>/<seconds>')
  .transform((text): Limit => {
    const [count = 0, seconds = 1] = text.split('/').map(Number);
    return { count, seconds };
  })
  .optional();

const buckets = Object.keys(limits).filter((name): name is LimitBucket => name in limits);

const limitOverrides = Object.fromEntries(
  buckets.map((bucket) => [
    limitVariable(bucket),
    LimitOverride.describe(`<count>/<seconds> instead of every limit of ${bucket}`),
  ]),
);

const bound = (fallback: number, what: string) => z.coerce.number().int().min(1).default(fallback).describe(what);

/** Every variable that the gateway reads. */
export const envSchema = z
  .object({
    ...commonEnv,
    ...redisEnv,
    ...internalEnv,
    USER_SERVICE_URL: instances(serviceUrls.USER_SERVICE_URL),
    POSTCARD_SERVICE_URL: instances(serviceUrls.POSTCARD_SERVICE_URL),
    AGENT_SERVICE_URL: instances(serviceUrls.AGENT_SERVICE_URL),
    USER_READY_URL: readiness('user'),
    POSTCARD_READY_URL: readiness('postcard'),
    AGENT_READY_URL: readiness('agent'),
    GATEWAY_PORT: ports.GATEWAY_PORT,
    CARD_PORT: ports.CARD_PORT,
    GATEWAY_BASE_PATH: z
      .string()
      .regex(/^(?:\/[A-Za-z0-9_-]+)+$/, 'must be a path such as /mojian')
      .optional()
      .describe('Prefix in front of every path'),
    GATEWAY_CORS_ORIGINS: z
      .string()
      .transform(listOf)
      .pipe(z.array(origin))
      .default([])
      .describe('Origins whose pages may call the API, separated by commas; none when absent'),
    PUBLIC_ORIGIN: origin
      .optional()
      .describe('Origin that people see, for links; what the Host header says when absent'),
    CARD_ORIGIN: origin.optional().describe("Origin of card documents; the request's host with CARD_PORT when absent"),
    ALLOWED_HOSTS: z
      .string()
      .optional()
      .describe(
        'Host names, separated by commas, that requests may come in by, besides those of this machine, of PUBLIC_ORIGIN and of CARD_ORIGIN; * where a proxy in front checks them',
      ),
    TRUST_PROXY: trustedProxies
      .default(0)
      .describe(
        'Proxies of ours in front, whose X-Forwarded-* is believed: how many (0 to 9), or their addresses and networks, separated by commas',
      ),
    ADMIN_ALLOWED_ADDRESSES: z
      .string()
      .transform(addressList)
      .optional()
      .describe('Addresses and networks that admins may call from, separated by commas; everywhere when absent'),
    MAX_CONCURRENT_REQUESTS: bound(1000, 'Requests under way at once; more are 503 at once'),
    MAX_OPEN_STREAMS: bound(5000, 'Streams and long waits open at once; more are 503 at once'),
    MAX_SOCKETS_PER_USER: bound(20, 'WebSockets of one user open at once in one gateway; more are 429'),
    EMERGENCY_BRAKE_ENABLED: z
      .stringbool()
      .default(true)
      .describe('Lets one request in ten through to a route that mostly fails, for two minutes or until it recovers'),
    ...securityFlags,
    ...limitOverrides,
  })
  .superRefine(refuseUnsafeFlags);

/** The overrides among the variables, by bucket. */
export function limitOverridesOf(env: Readonly<Record<string, unknown>>): Partial<Record<LimitBucket, Limit>> {
  const overrides: Partial<Record<LimitBucket, Limit>> = {};
  for (const bucket of buckets) {
    const override = LimitParsed.safeParse(env[limitVariable(bucket)]);
    if (override.success) overrides[bucket] = override.data;
  }
  return overrides;
}

interface HostEnv {
  readonly ALLOWED_HOSTS?: string | undefined;
  readonly PUBLIC_ORIGIN?: string | undefined;
  readonly CARD_ORIGIN?: string | undefined;
}

/** The host names of the variables, and those of the machine. */
export function allowedHostsOf(env: HostEnv, machine: readonly string[]): ReadonlySet<string> | 'any' {
  const named = listOf(env.ALLOWED_HOSTS);
  if (named.includes('*')) return 'any';
  const origins = [env.PUBLIC_ORIGIN, env.CARD_ORIGIN].flatMap((url) => (url ? [new URL(url).hostname] : []));
  return new Set([...named, ...origins, ...machine].map((name) => name.toLowerCase()));
}

/** Services keep their metrics and their readiness on their port + 1000. */
export function readyUrlsOf(services: string, told: string | undefined): string[] {
  if (told !== undefined) return listOf(told);
  return listOf(services).map((service) => {
    const url = new URL('/ready', service);
    url.port = String(Number(url.port || 80) + 1000);
    return url.href;
  });
}
