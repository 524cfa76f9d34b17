import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { migrate, roleOf } from '@mojian/database/migrate';
import { translateDatabaseError } from '@mojian/database/translate-error';
import { createJobQueue } from '@mojian/queue/queue';
import { connectRedis } from '@mojian/redis/connect';
import { type RunningService, startService } from '@mojian/service-kit/start-service';
import { createStorage } from '@mojian/storage/create-storage';
import type { Logger } from '@mojian/telemetry/logger';
import { createMetrics } from '@mojian/telemetry/metrics';
import type { Provider } from '@nestjs/common';
import { createDataSource, pingDatabase, postcardSchema } from './data/data-source.js';
import { databaseModule } from './data/database.module.js';
import { Sites } from './domain/site.js';
import type { PostcardEnv } from './env.js';
import { postcardControllers, postcardModule } from './postcard.module.js';
import { JOBS, LOGGER, METRICS, type PostcardSettings, REDIS, SETTINGS, STORAGE } from './settings.js';
import { HostAssets } from './show-card/host-assets.js';
import { MessagePages } from './show-card/message-pages.js';

export interface PostcardServiceOptions {
  readonly env: PostcardEnv;
  readonly logger: Logger;
  /** Where the built files of the host page are. */
  readonly assetFolder: string;
}

/** Migrates the schema and starts the service. */
export async function startPostcardService(options: PostcardServiceOptions): Promise<RunningService> {
  const { env, logger } = options;
  const boot = await openBoot(options);
  const service = await startService({
    name: 'postcard',
    module: postcardModule({ database: databaseModule(boot.dataSource), given: givenOf(env, logger, boot) }),
    routes: allRoutes,
    controllers: postcardControllers,
    host: env.HOST,
    port: env.POSTCARD_PORT,
    metricsPort: env.POSTCARD_PORT === 0 ? 0 : env.POSTCARD_PORT + 1000,
    identityKey: env.INTERNAL_IDENTITY_KEY,
    logger,
    metrics: boot.metrics,
    events: { redisUrl: env.REDIS_URL },
    translateError: translateDatabaseError,
    errorPage: (error, language) => boot.pages.renderError(error, language, env.GATEWAY_BASE_PATH),
    ready: { database: () => pingDatabase(boot.dataSource), redis: async () => void (await boot.redis.ping()) },
  });
  const close = async (): Promise<void> => {
    await service.close();
    await boot.jobs.close();
    boot.redis.disconnect();
  };
  return { ...service, close };
}

/** What the service stands on; the schema is up to date when it is there. */
async function openBoot({ env, logger, assetFolder }: PostcardServiceOptions) {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl = databaseUrl, REDIS_URL: redisUrl } = env;
  await migrate({ ...postcardSchema, ownerUrl, servingRole: roleOf(databaseUrl), logger });
  const assets = await HostAssets.load(assetFolder);
  if (assets.isEmpty) logger.warn('host_assets.missing', { folder: assetFolder });
  return {
    dataSource: createDataSource(databaseUrl, logger),
    redis: await connectRedis(redisUrl, { role: 'request', logger, name: 'postcard' }),
    jobs: await createJobQueue({ connectionUrl: redisUrl, name: POSTCARD_QUEUE, job: generatePostcard, logger }),
    metrics: createMetrics('postcard'),
    assets,
    pages: new MessagePages(assets),
  };
}

type Boot = Awaited<ReturnType<typeof openBoot>>;

const givenOf = (env: PostcardEnv, logger: Logger, boot: Boot): Provider[] => [
  { provide: SETTINGS, useValue: settingsOf(env) },
  { provide: LOGGER, useValue: logger },
  { provide: METRICS, useValue: boot.metrics },
  { provide: REDIS, useValue: boot.redis },
  { provide: JOBS, useValue: boot.jobs },
  { provide: STORAGE, useValue: createStorage(env) },
  { provide: Sites, useValue: sitesOf(env) },
  { provide: HostAssets, useValue: boot.assets },
  { provide: MessagePages, useValue: boot.pages },
];

const settingsOf = (env: PostcardEnv): PostcardSettings => ({
  timeZone: env.APP_TIMEZONE,
  dailyLimit: env.POSTCARD_DAILY_LIMIT,
  taskDeadlineSeconds: env.TASK_DEADLINE_SECONDS,
  recoverIntervalMs: env.RECOVER_INTERVAL * 1000,
});

const sitesOf = (env: PostcardEnv): Sites =>
  new Sites({
    publicOrigin: env.PUBLIC_ORIGIN ?? null,
    cardOrigin: env.CARD_ORIGIN ?? null,
    cardPort: env.CARD_PORT,
    fallbackOrigin: `http://127.0.0.1:${env.GATEWAY_PORT}`,
    basePath: env.GATEWAY_BASE_PATH,
    linkKey: env.INTERNAL_IDENTITY_KEY,
  });
