import { appendEntries } from '@mojian/audit/append-entries';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { connectRedis } from '@mojian/redis/connect';
import { type RunningService, startService } from '@mojian/service-kit/start-service';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { agentControllers, agentModule } from './agent.module.js';
import { LateDatabase } from './data/late-database.js';
import { ModelUsageRepository } from './data/model-usage.repository.js';
import type { AgentEnv } from './env.js';
import { createSurroundings } from './sensing/create-surroundings.js';

export interface AgentServiceOptions {
  readonly env: AgentEnv;
  readonly logger: Logger;
  readonly clock: () => Date;
}

/** Starts the senses over HTTP, and what admins are told of models. */
export async function startAgentService({ env, logger, clock }: AgentServiceOptions): Promise<RunningService> {
  const metrics = createMetrics('agent');
  const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'agent' });
  const surroundings = createSurroundings({ env, redis, logger, registry: metrics.registry, clock });
  const database = new LateDatabase(env, logger);
  const usage = new ModelUsageRepository({ database, timeZone: env.APP_TIMEZONE });
  const service = await startService({
    name: 'agent',
    module: agentModule({ surroundings, usage }),
    routes: allRoutes,
    controllers: agentControllers,
    host: env.HOST,
    port: env.AGENT_PORT,
    metricsPort: env.AGENT_PORT === 0 ? 0 : env.AGENT_PORT + 1000,
    identityKey: env.INTERNAL_IDENTITY_KEY,
    logger,
    metrics,
    checkPermissions: env.SECURITY_RBAC_ENABLED,
    inspectInput: env.SECURITY_INPUT_VALIDATION_ENABLED,
    ...(env.SECURITY_AUDIT_LOGGING_ENABLED && {
      appendAudit: (entries) => appendEntries((statement, values) => database.query(statement, values), entries),
    }),
    // The senses answer from their tables while Redis is away, and need no Postgres.
    ready: {},
  });
  const close = async (): Promise<void> => {
    await service.close();
    await database.close();
    redis.disconnect();
  };
  return { ...service, close };
}
