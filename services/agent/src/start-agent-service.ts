import { appendEntries } from '@mojian/audit/append-entries';
import { stageSettingChanged } from '@mojian/contracts/events';
import { DRY_RUN_QUEUE, makeDryRun } from '@mojian/contracts/jobs';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { createJobQueue } from '@mojian/queue/queue';
import { connectRedis } from '@mojian/redis/connect';
import { publishEvent } from '@mojian/redis/events';
import { type RunningService, startService } from '@mojian/service-kit/start-service';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { agentControllers, agentModule } from './agent.module.js';
import { LateDatabase } from './data/late-database.js';
import { ModelUsageRepository } from './data/model-usage.repository.js';
import { DryRunSite } from './dry-run/dry-run-site.js';
import { DryRunsService } from './dry-run/dry-runs.service.js';
import type { AgentEnv } from './env.js';
import { createSurroundings } from './sensing/create-surroundings.js';
import { StageSettingsService } from './stage-settings/stage-settings.service.js';

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
  const settings = new StageSettingsService({
    database,
    env,
    tell: (stage) => publishEvent(redis, stageSettingChanged, { stage }),
  });
  const jobs = await createJobQueue({ connectionUrl: env.REDIS_URL, name: DRY_RUN_QUEUE, job: makeDryRun, logger });
  const dryRuns = new DryRunsService({ database, env, jobs });
  const service = await startService({
    name: 'agent',
    module: agentModule({ surroundings, usage, settings, dryRuns, dryRunSite: dryRunSite(env, clock) }),
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
    await Promise.all([database.close(), jobs.close()]);
    redis.disconnect();
  };
  return { ...service, close };
}

const dryRunSite = (env: AgentEnv, clock: () => Date): DryRunSite =>
  new DryRunSite({
    publicOrigin: env.PUBLIC_ORIGIN ?? null,
    cardOrigin: env.CARD_ORIGIN ?? null,
    cardPort: env.CARD_PORT,
    fallbackOrigin: `http://127.0.0.1:${env.GATEWAY_PORT}`,
    basePath: env.GATEWAY_BASE_PATH,
    linkKey: env.INTERNAL_IDENTITY_KEY,
    clock,
  });
