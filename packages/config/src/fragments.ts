import { z } from 'zod';

/** Fragments of environment schemas: spread into `z.object({ ...commonEnv, ... })` by a service's `env.ts`. */

const port = (fallback: number, what: string) =>
  z.coerce.number().int().min(0).max(65_535).default(fallback).describe(what);

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl has no other way to tell that a zone is unknown than to throw.
    return false;
  }
};

export const commonEnv = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('production switches every development aid off'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info').describe('Least severe level that is logged'),
  APP_TIMEZONE: z
    .string()
    .refine(isTimeZone, 'is not an IANA time zone')
    .default('Asia/Shanghai')
    .describe('Time zone whose midnight begins a new quota day'),
  HOST: z.string().default('127.0.0.1').describe('Address that every process listens on'),
};

export const databaseEnv = {
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('PostgreSQL, as the restricted role that serves requests'),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL, as the role that owns the schemas and migrates; DATABASE_URL when absent'),
};

export const redisEnv = {
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).describe('Redis: queue, limits, events and caches'),
};

export const internalEnv = {
  INTERNAL_IDENTITY_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .describe('Key that signs requests between our own processes and expiring links, at least 32 characters'),
};

export const storageEnv = {
  STORAGE_DIR: z.string().default('.local/storage').describe('Folder for pictures and pages when no S3 bucket is set'),
  STORAGE_S3_BUCKET: z.string().optional().describe('S3 bucket; when set, files go there instead of the folder'),
  STORAGE_S3_ENDPOINT: z.url().optional().describe('S3-compatible endpoint; AWS when absent'),
  STORAGE_S3_REGION: z.string().default('us-east-1').describe('S3 region'),
  STORAGE_S3_ACCESS_KEY_ID: z.string().optional().describe('S3 access key; the SDK looks for its own when absent'),
  STORAGE_S3_SECRET_ACCESS_KEY: z.string().optional().describe('S3 secret key'),
  STORAGE_S3_FORCE_PATH_STYLE: z
    .stringbool()
    .default(false)
    .describe('true puts the bucket into the path instead of the host name, as MinIO wants it'),
};

export const wechatEnv = {
  WECHAT_APP_ID: z
    .string()
    .optional()
    .describe('App id of the mini-program: for its login, and for the check of content'),
  WECHAT_APP_SECRET: z
    .string()
    .optional()
    .describe('App secret of the mini-program; it and the app id are needed unless WECHAT_MOCK_LOGIN is true'),
  WECHAT_API_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://api.weixin.qq.com')
    .describe('Where WeChat is asked who a login code belongs to, and whether content may be shown'),
};

export const ports = {
  GATEWAY_PORT: port(8083, 'The public door'),
  CARD_PORT: port(8085, 'Card documents, on their own origin, same gateway process'),
  USER_PORT: port(8081, 'User service'),
  POSTCARD_PORT: port(8082, 'Postcard service'),
  AGENT_PORT: port(8080, 'Agent service'),
};

export const serviceUrls = {
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:8081').describe('Where the user service is reached'),
  POSTCARD_SERVICE_URL: z.url().default('http://127.0.0.1:8082').describe('Where the postcard service is reached'),
  AGENT_SERVICE_URL: z.url().default('http://127.0.0.1:8080').describe('Where the agent service is reached'),
};

const origin = (what: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe(what);

/** Of services that give out links to what a browser opens. */
export const siteEnv = {
  GATEWAY_PORT: ports.GATEWAY_PORT,
  CARD_PORT: ports.CARD_PORT,
  PUBLIC_ORIGIN: origin(
    'Origin in links to pages and pictures, e.g. https://mojian.example; the one that was asked when absent',
  ),
  CARD_ORIGIN: origin(
    'Origin of card documents, a second registrable domain in production; the host that was asked with CARD_PORT when absent',
  ),
  GATEWAY_BASE_PATH: z
    .string()
    .regex(/^(?:\/[a-z0-9._-]+)*\/?$/i, 'must be a path')
    .default('')
    .transform((path) => path.replace(/\/$/, ''))
    .describe('Prefix in front of every path, e.g. /mojian'),
};
