import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { connectRedis } from '@mojian/redis/connect';
import { type RunningService, startService } from '@mojian/service-kit/start-service';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { agentControllers, agentModule } from './agent.module.js';
import type { AgentEnv } from './env.js';
import { SensingCache } from './sensing/sensing-cache.js';
import { Surroundings } from './sensing/surroundings.js';

export interface AgentServiceOptions {
  readonly env: AgentEnv;
  readonly logger: Logger;
  readonly clock: () => Date;
}

/** Starts the senses over HTTP. */
export async function startAgentService({ env, logger, clock }: AgentServiceOptions): Promise<RunningService> {
  const metrics = createMetrics('agent');
  const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'agent' });
  const cache = new SensingCache({ redis, logger, registry: metrics.registry });
  const service = await startService({
    name: 'agent',
    module: agentModule(new Surroundings({ cache, timezone: env.APP_TIMEZONE, clock })),
    routes: allRoutes,
    controllers: agentControllers,
    host: env.HOST,
    port: env.AGENT_PORT,
    metricsPort: env.AGENT_PORT === 0 ? 0 : env.AGENT_PORT + 1000,
    identityKey: env.INTERNAL_IDENTITY_KEY,
    logger,
    metrics,
    // The senses answer from their tables while Redis is away.
    ready: {},
  });
  const close = async (): Promise<void> => {
    await service.close();
    redis.disconnect();
  };
  return { ...service, close };
}
