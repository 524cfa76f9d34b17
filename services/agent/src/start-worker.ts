import type { Gate } from '@mojian/card/gate/inspect-page';
import type { CutFonts } from '@mojian/card/type/font-cutter';
import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { createJobWorker } from '@mojian/queue/worker';
import { connectRedis } from '@mojian/redis/connect';
import { checkReady } from '@mojian/service-kit/check-ready';
import { createInternalClient } from '@mojian/service-kit/internal-client';
import { createStorage } from '@mojian/storage/create-storage';
import type { Painter } from '@mojian/studio/paint/painter';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import { openRuns } from './data/open-runs.js';
import type { DryRunnerOptions } from './dry-run/run-dry-run.js';
import { startDryRuns } from './dry-run/start-dry-runs.js';
import type { WorkerEnv } from './env.js';
import { openModels } from './models/open-models.js';
import { openSettings } from './models/open-settings.js';
import { publishProgress } from './run-task/publish-progress.js';
import { TaskRunner, type TaskRunnerOptions } from './run-task/run-task.js';
import { createWorkerMetrics } from './run-task/worker-metrics.js';
import { createSurroundings } from './sensing/create-surroundings.js';
import type { Surroundings } from './sensing/surroundings.js';

export interface WorkerOptions {
  readonly env: WorkerEnv;
  readonly logger: Logger;
  /** What a card is made with; closed by whoever made it, after the worker. */
  readonly studio: { readonly painter: Painter; readonly gate: Gate; readonly cutFonts: CutFonts };
}

interface RunningWorker {
  /** Takes no more jobs, lets those under way end, and leaves the stores. */
  readonly close: () => Promise<void>;
}

/** Starts making the cards that people ask for, so many at once as the environment says. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { env, logger } = options;
  const opened = await openWorker(options);
  const { database, redis, settings, metrics, runner } = opened;
  const dryRuns = await startDryRuns({ env, logger, ...opened.dryRuns });
  const worker = await createJobWorker({
    connectionUrl: env.REDIS_URL,
    name: POSTCARD_QUEUE,
    job: generatePostcard,
    logger,
    concurrency: env.WORKER_CONCURRENCY,
    lockDuration: env.WORKER_LOCK_MS,
    stalledInterval: env.WORKER_STALLED_CHECK_MS,
    handler: (job, run) => runner.run(job, run),
  });
  const internal = await startMetricsServer({
    port: env.WORKER_METRICS_PORT,
    host: env.HOST,
    registry: metrics.registry,
    health: () => checkReady({ database: database.ping, redis: async () => void (await redis.ping()) }),
  });
  logger.info('worker.started', { metrics_port: internal.port, concurrency: env.WORKER_CONCURRENCY });
  const close = async (): Promise<void> => {
    await Promise.all([worker.close(), dryRuns.close(), settings.close()]);
    await Promise.all([internal.close(), database.close()]);
    redis.disconnect();
  };
  return { close };
}

/** The stores, and who makes cards and dry runs with them. */
async function openWorker(options: WorkerOptions) {
  const { env, logger, studio } = options;
  const metrics = createMetrics('worker');
  const observe = createWorkerMetrics(metrics.registry);
  const database = await openRuns(env, logger);
  const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'worker' });
  const storage = createStorage(env);
  const read = () => database.settings.listPublished();
  const settings = await openSettings({ redisUrl: env.REDIS_URL, read, logger });
  const models = openModels({ env, redis, logger, calls: database.calls, observe: observe.observeModelCall });
  const tools: DryRunnerOptions['tools'] = {
    ...studio,
    noteVisit: async (visit) => observe.observeVisit(visit, await database.deliveries.recordVisit(visit)),
    labelProducer: env.AIGC_PRODUCER,
  };
  const clock = () => new Date();
  const runner = createRunner(options, {
    runs: database.runs,
    deliveries: database.deliveries,
    tools: { ...tools, storage },
    settings: settings.current,
    models: (chosen) => models(chosen, storage),
    surroundings: createSurroundings({ env, redis, logger, registry: metrics.registry, clock }),
    publish: publishProgress(redis, logger),
    observe: { stage: observe.observeStage, wait: observe.observeWait, delivery: observe.observeDelivery },
  });
  const dryRuns = { runs: database.dryRuns, tools, settings: settings.current, models };
  return { database, redis, settings, metrics, runner, dryRuns };
}

interface Made extends Omit<TaskRunnerOptions, 'postcards' | 'sense' | 'logger'> {
  readonly surroundings: Surroundings;
}

function createRunner({ env, logger }: WorkerOptions, made: Made): TaskRunner {
  const { surroundings, ...rest } = made;
  return new TaskRunner({
    ...rest,
    postcards: createInternalClient({
      baseUrl: env.POSTCARD_SERVICE_URL,
      audience: 'postcard',
      caller: 'agent',
      identityKey: env.INTERNAL_IDENTITY_KEY,
    }),
    sense: (brief) => surroundings.context(brief),
    logger,
  });
}
