import { appendEntries } from '@mojian/audit/append-entries';
import { auditSchema } from '@mojian/audit/audit-schema';
import { switchedOff } from '@mojian/config/security-flags';
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
import { openContentSafety } from './content-safety/open-content-safety.js';
import { createDataSource, pingDatabase, postcardSchema } from './data/data-source.js';
import { databaseModule } from './data/database.module.js';
import { ownedThings } from './data/owned-things.js';
import { PostcardDatabase } from './data/postcard-database.js';
import { TaskReader } from './data/task-reader.js';
import { Sites } from './domain/site.js';
import type { PostcardEnv } from './env.js';
import { postcardControllers, postcardModule } from './postcard.module.js';
import { JOBS, LOGGER, METRICS, type PostcardSettings, REDIS, SAFETY, SETTINGS, STORAGE } from './settings.js';
import { HostAssets } from './show-card/host-assets.js';
import { MessagePages } from './show-card/message-pages.js';
import { spendSettingsOf } from './spend-env.js';

export interface PostcardServiceOptions {
  readonly env: PostcardEnv;
  readonly logger: Logger;
  /** Where the built files of the host page are. */
  readonly assetFolder: string;
  /** What decides which day of the quota it is; the database's clock unless told. */
  readonly clock?: () => Date;
}

/** Migrates the schema and starts the service. */
export async function startPostcardService(options: PostcardServiceOptions): Promise<RunningService> {
  const { env, logger } = options;
  const boot = await openBoot(options);
  const service = await startService({
    name: 'postcard',
    module: postcardModule({ database: databaseModule(boot.dataSource), given: givenOf(options, boot) }),
    owners: ownedThings(boot),
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
    checkPermissions: env.SECURITY_RBAC_ENABLED,
    inspectInput: env.SECURITY_INPUT_VALIDATION_ENABLED,
    ...(env.SECURITY_AUDIT_LOGGING_ENABLED && {
      appendAudit: (entries) => appendEntries((statement, values) => boot.dataSource.query(statement, values), entries),
    }),
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
async function openBoot(options: PostcardServiceOptions) {
  const { env, logger, assetFolder } = options;
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl = databaseUrl, REDIS_URL: redisUrl } = env;
  const servingRole = roleOf(databaseUrl);
  await migrate({ ...postcardSchema, ownerUrl, servingRole, logger });
  await migrate({ ...auditSchema(), ownerUrl, servingRole, logger });
  const off = switchedOff(env);
  if (off.length > 0) logger.warn('security.off', { flags: off });
  const assets = await HostAssets.load(assetFolder);
  if (assets.isEmpty) logger.warn('host_assets.missing', { folder: assetFolder });
  const dataSource = createDataSource(databaseUrl, logger);
  const settings = settingsOf(options);
  const database = new PostcardDatabase(dataSource, settings);
  return {
    dataSource,
    settings,
    database,
    reader: new TaskReader(database),
    redis: await connectRedis(redisUrl, { role: 'request', logger, name: 'postcard' }),
    jobs: await createJobQueue({ connectionUrl: redisUrl, name: POSTCARD_QUEUE, job: generatePostcard, logger }),
    metrics: createMetrics('postcard'),
    assets,
    pages: new MessagePages(assets),
  };
}

type Boot = Awaited<ReturnType<typeof openBoot>>;

const givenOf = ({ env, logger, clock }: PostcardServiceOptions, boot: Boot): Provider[] => [
  { provide: SETTINGS, useValue: boot.settings },
  { provide: LOGGER, useValue: logger },
  { provide: METRICS, useValue: boot.metrics },
  { provide: REDIS, useValue: boot.redis },
  { provide: JOBS, useValue: boot.jobs },
  { provide: PostcardDatabase, useValue: boot.database },
  { provide: TaskReader, useValue: boot.reader },
  { provide: STORAGE, useValue: createStorage(env) },
  { provide: SAFETY, useValue: openContentSafety({ env, redis: boot.redis, logger, clock }) },
  { provide: Sites, useValue: sitesOf(env) },
  { provide: HostAssets, useValue: boot.assets },
  { provide: MessagePages, useValue: boot.pages },
];

const settingsOf = ({ env, clock }: PostcardServiceOptions): PostcardSettings => ({
  timeZone: env.APP_TIMEZONE,
  dailyLimits: { free: env.POSTCARD_DAILY_LIMIT, vip: env.POSTCARD_VIP_DAILY_LIMIT },
  spend: spendSettingsOf(env),
  lockQuota: env.SECURITY_CONCURRENT_QUOTA_ENABLED,
  lockSweeps: env.DISTRIBUTED_LOCKS_ENABLED,
  audit: env.SECURITY_AUDIT_LOGGING_ENABLED,
  clock: clock ?? null,
  taskDeadlineSeconds: env.TASK_DEADLINE_SECONDS,
  recoverIntervalMs: env.RECOVER_INTERVAL * 1000,
  fileSweepIntervalMs: env.FILE_SWEEP_INTERVAL * 1000,
  contentCheckIntervalMs: env.CONTENT_CHECK_INTERVAL * 1000,
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
