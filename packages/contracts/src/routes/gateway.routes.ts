import { z } from 'zod';
import { defineRoute } from '../route.js';

const Health = z.object({ status: z.enum(['ok', 'degraded']), service: z.string(), version: z.string() });

/** Answered by the gateway itself; listed so that the API document and the SDK know them. */
export const health = defineRoute({
  id: 'gateway.health',
  owner: 'gateway',
  method: 'GET',
  path: '/health',
  access: 'public',
  dialect: 'web',
  summary: 'The process is alive',
  limit: 'none',
  success: { status: 200, body: Health },
});

export const ready = defineRoute({
  id: 'gateway.ready',
  owner: 'gateway',
  method: 'GET',
  path: '/ready',
  access: 'public',
  dialect: 'web',
  summary: 'The dependencies answer; 503 where one does not',
  limit: 'none',
  success: { status: 200, body: z.object({ ready: z.boolean(), checks: z.record(z.string(), z.boolean()) }) },
});

export const miniHealth = defineRoute({
  id: 'mini.health',
  owner: 'gateway',
  method: 'GET',
  path: '/api/v1/miniprogram/health',
  access: 'public',
  dialect: 'mini',
  summary: 'The same, in the dialect of the mini-program',
  limit: 'none',
  success: { status: 200, body: Health },
});

export const miniVersion = defineRoute({
  id: 'mini.version',
  owner: 'gateway',
  method: 'GET',
  path: '/api/v1/miniprogram/version',
  access: 'public',
  dialect: 'mini',
  summary: 'The version that answers',
  limit: 'none',
  success: { status: 200, body: z.object({ version: z.string(), name: z.string() }) },
});
