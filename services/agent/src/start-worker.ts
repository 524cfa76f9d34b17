import type { Gate } from '@mojian/card/gate/inspect-page';
import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { createJobWorker } from '@mojian/queue/worker';
import { connectRedis } from '@mojian/redis/connect';
import { checkReady } from '@mojian/service-kit/check-ready';
import { createInternalClient } from '@mojian/service-kit/internal-client';
import { createStorage } from '@mojian/storage/create-storage';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { Painter } from '@mojian/studio/paint/painter';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import { openRuns } from './data/open-runs.js';
import type { RunRepository } from './data/run.repository.js';
import type { WorkerEnv } from './env.js';
import { openModels } from './models/open-models.js';
import type { StageModels } from './models/stage-models.js';
import { publishProgress } from './run-task/publish-progress.js';
import { TaskRunner } from './run-task/run-task.js';
import { createWorkerMetrics } from './run-task/worker-metrics.js';
import { createSurroundings } from './sensing/create-surroundings.js';
import type { Surroundings } from './sensing/surroundings.js';

export interface WorkerOptions {
  readonly env: WorkerEnv;
  readonly logger: Logger;
  /** What a card is made with; closed by whoever made it, after the worker. */
  readonly studio: { readonly painter: Painter; readonly gate: Gate };
}

interface RunningWorker {
  /** Takes no more jobs, lets those under way end, and leaves the stores. */
  readonly close: () => Promise<void>;
}

/** Starts making the cards that people ask for, so many at once as the environment says. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { env, logger } = options;
  const metrics = createMetrics('worker');
  const database = await openRuns(env, logger);
  const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'worker' });
  const observe = createWorkerMetrics(metrics.registry);
  const clock = () => new Date();
  const storage = createStorage(env);
  const runner = createRunner(options, {
    runs: database.runs,
    storage,
    models: openModels({ env, redis, logger, calls: database.calls, storage, observe: observe.observeModelCall }),
    surroundings: createSurroundings({ env, redis, logger, registry: metrics.registry, clock }),
    publish: publishProgress(redis, logger),
    observe: { stage: observe.observeStage, wait: observe.observeWait },
  });
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
    await worker.close();
    await Promise.all([internal.close(), database.close()]);
    redis.disconnect();
  };
  return { close };
}

type Told = Pick<ConstructorParameters<typeof TaskRunner>[0], 'publish' | 'observe'>;

interface Made extends Told {
  readonly runs: RunRepository;
  readonly surroundings: Surroundings;
  readonly models: StageModels;
  readonly storage: ObjectStorage;
}

function createRunner({ env, logger, studio }: WorkerOptions, made: Made): TaskRunner {
  const { surroundings, models, storage, ...rest } = made;
  return new TaskRunner({
    ...rest,
    postcards: createInternalClient({
      baseUrl: env.POSTCARD_SERVICE_URL,
      audience: 'postcard',
      caller: 'agent',
      identityKey: env.INTERNAL_IDENTITY_KEY,
    }),
    tools: { ...studio, models, storage, labelProducer: env.AIGC_PRODUCER },
    sense: (brief) => surroundings.context(brief),
    logger,
  });
}
