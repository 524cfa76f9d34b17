import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import { loadEnv } from '@mojian/config/load-env';
import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { dataSourceOptions } from '@mojian/database/data-source';
import { migrate, roleOf } from '@mojian/database/migrate';
import { createJobWorker } from '@mojian/queue/worker';
import { connectRedis } from '@mojian/redis/connect';
import { createPlaceIndex } from '@mojian/senses/places/reverse-place';
import { senseContext } from '@mojian/senses/sense';
import { checkReady } from '@mojian/service-kit/check-ready';
import { createInternalClient } from '@mojian/service-kit/internal-client';
import { endWithProcess } from '@mojian/service-kit/process-end';
import { createStorage } from '@mojian/storage/create-storage';
import { createPainter } from '@mojian/studio/paint/painter';
import { createLogger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import { startMetricsServer } from '@mojian/telemetry/metrics-server';
import { DataSource } from 'typeorm';
import { RunsAndCheckpoints2026112101000 } from './data/migrations/2026112101-runs-and-checkpoints.js';
import { RunRepository } from './data/run.repository.js';
import { StageCheckpoint } from './data/stage-checkpoint.entity.js';
import { TaskRun } from './data/task-run.entity.js';
import { workerEnvSchema } from './env.js';
import { publishProgress } from './run-task/publish-progress.js';
import { TaskRunner } from './run-task/run-task.js';
import { warmUp } from './run-task/warm-up.js';
import { createWorkerMetrics } from './run-task/worker-metrics.js';

const env = loadEnv(workerEnvSchema);
const logger = createLogger({ service: 'worker', level: env.LOG_LEVEL });
const metrics = createMetrics('worker');

await migrate({
  ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
  schema: 'agent',
  migrations: [RunsAndCheckpoints2026112101000],
  servingRole: roleOf(env.DATABASE_URL),
  logger,
});
const database = await new DataSource(
  dataSourceOptions({
    url: env.DATABASE_URL,
    schema: 'agent',
    entities: [TaskRun, StageCheckpoint],
    name: 'worker',
    poolSize: env.WORKER_CONCURRENCY * 2,
    logger,
  }),
).initialize();
const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'worker' });

const browsers = createBrowserPool({ maxPages: env.BROWSER_PAGES, recycleAfter: 100, logger });
const painter = createPainter({ workers: env.PAINT_WORKERS, logger });
const places = createPlaceIndex();
const { observeStage, observeWait } = createWorkerMetrics(metrics.registry);

const runner = new TaskRunner({
  runs: new RunRepository(database),
  postcards: createInternalClient({
    baseUrl: env.POSTCARD_SERVICE_URL,
    audience: 'postcard',
    caller: 'agent',
    identityKey: env.INTERNAL_IDENTITY_KEY,
  }),
  tools: { painter, gate: createGate({ browsers }), storage: createStorage(env), labelProducer: env.AIGC_PRODUCER },
  sense: ({ position, told, written_at, language }) =>
    senseContext({ position, told, at: new Date(written_at), timezone: env.APP_TIMEZONE, language }, places),
  publish: publishProgress(redis, logger),
  observe: { stage: observeStage, wait: observeWait },
  logger,
});
await warmUp({ browsers, painter, logger });
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
  health: () =>
    checkReady({
      database: async () => void (await database.query('select 1')),
      redis: async () => void (await redis.ping()),
    }),
});
logger.info('worker.started', { metrics_port: internal.port, concurrency: env.WORKER_CONCURRENCY });

endWithProcess({
  logger,
  close: async () => {
    await worker.close();
    await Promise.all([browsers.close(), painter.close(), internal.close(), database.destroy()]);
    redis.disconnect();
  },
});
