import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadEnv } from '@mojian/config/load-env';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { createLogger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { z } from 'zod';
import { endWithProcess } from './end-with-process.js';
import { envSchema, limitOverridesOf } from './env.js';
import { startGateway } from './start-gateway.js';

const env = loadEnv(envSchema);
const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { version } = z.object({ version: z.string() }).parse(manifest);
const logger = createLogger({ service: 'gateway', level: env.LOG_LEVEL });

const gateway = await startGateway({
  routes: allRoutes,
  version,
  host: env.HOST,
  port: env.GATEWAY_PORT,
  cardPort: env.CARD_PORT,
  metricsPort: env.GATEWAY_PORT + 1000,
  basePath: env.GATEWAY_BASE_PATH ?? '',
  publicOrigin: env.PUBLIC_ORIGIN === undefined ? undefined : new URL(env.PUBLIC_ORIGIN),
  corsOrigins: env.GATEWAY_CORS_ORIGINS,
  trustedHops: env.TRUST_PROXY,
  limits: limitOverridesOf(env),
  redisUrl: env.REDIS_URL,
  identityKey: env.INTERNAL_IDENTITY_KEY,
  serviceUrls: { user: env.USER_SERVICE_URL, postcard: env.POSTCARD_SERVICE_URL, agent: env.AGENT_SERVICE_URL },
  webClientFolder: fileURLToPath(new URL('../../clients/web/dist', import.meta.url)),
  logger,
  metrics: createMetrics('gateway'),
  clock: Date.now,
});
endWithProcess({ logger, close: gateway.close });
