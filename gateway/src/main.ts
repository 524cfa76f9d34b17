import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadEnv } from '@mojian/config/load-env';
import { switchedOff } from '@mojian/config/security-flags';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { createLogger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { z } from 'zod';
import { endWithProcess } from './end-with-process.js';
import { allowedHostsOf, envSchema, limitOverridesOf, listOf, readyUrlsOf } from './env.js';
import { defaultPatience } from './serve.js';
import { startGateway } from './start-gateway.js';

const env = loadEnv(envSchema);
const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { version } = z.object({ version: z.string() }).parse(manifest);
const logger = createLogger({ service: 'gateway', level: env.LOG_LEVEL });
const off = switchedOff(env);
if (off.length > 0) logger.warn('security.off', { flags: off });

const gateway = await startGateway({
  routes: allRoutes,
  version,
  host: env.HOST,
  port: env.GATEWAY_PORT,
  cardPort: env.CARD_PORT,
  metricsPort: env.GATEWAY_PORT === 0 ? 0 : env.GATEWAY_PORT + 1000,
  basePath: env.GATEWAY_BASE_PATH ?? '',
  publicOrigin: env.PUBLIC_ORIGIN === undefined ? undefined : new URL(env.PUBLIC_ORIGIN),
  corsOrigins: env.GATEWAY_CORS_ORIGINS,
  trustedProxies: env.TRUST_PROXY,
  allowedHosts: allowedHostsOf(env, [hostname(), `${hostname()}.local`]),
  adminAddresses: env.ADMIN_ALLOWED_ADDRESSES,
  limits: limitOverridesOf(env),
  load: {
    maxRequests: env.MAX_CONCURRENT_REQUESTS,
    maxStreams: env.MAX_OPEN_STREAMS,
    maxSocketsPerUser: env.MAX_SOCKETS_PER_USER,
  },
  protection: {
    verifyTokens: env.SECURITY_JWT_ENABLED,
    limitRates: env.SECURITY_RATE_LIMITING_ENABLED,
    auditRefusals: env.SECURITY_AUDIT_LOGGING_ENABLED,
    brakeRoutes: env.EMERGENCY_BRAKE_ENABLED,
  },
  patience: defaultPatience,
  redisUrl: env.REDIS_URL,
  identityKey: env.INTERNAL_IDENTITY_KEY,
  serviceUrls: {
    user: listOf(env.USER_SERVICE_URL),
    postcard: listOf(env.POSTCARD_SERVICE_URL),
    agent: listOf(env.AGENT_SERVICE_URL),
  },
  readyUrls: {
    user: readyUrlsOf(env.USER_SERVICE_URL, env.USER_READY_URL),
    postcard: readyUrlsOf(env.POSTCARD_SERVICE_URL, env.POSTCARD_READY_URL),
    agent: readyUrlsOf(env.AGENT_SERVICE_URL, env.AGENT_READY_URL),
  },
  webClientFolder: fileURLToPath(new URL('../../clients/web/dist', import.meta.url)),
  logger,
  metrics: createMetrics('gateway'),
  clock: Date.now,
});
endWithProcess({ logger, close: gateway.close });
