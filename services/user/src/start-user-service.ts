import { deriveSigningKey } from '@mojian/auth/signing-keys';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { migrate, roleOf } from '@mojian/database/migrate';
import { translateDatabaseError } from '@mojian/database/translate-error';
import { connectRedis } from '@mojian/redis/connect';
import { type RunningService, startService } from '@mojian/service-kit/start-service';
import type { Logger } from '@mojian/telemetry/logger';
import { createDataSource, pingDatabase, userMigrations, usersSchema } from './data/data-source.js';
import { databaseModule } from './data/database.module.js';
import { rotationKey } from './domain/refresh-token.js';
import type { UserEnv } from './env.js';
import type { UserSettings } from './settings.js';
import { userControllers, userModule } from './user.module.js';
import { createWechatClient, type WechatClient } from './wechat/wechat-client.js';

/** The budget of an exchange with WeChat. */
const wechatTimeoutMs = 5000;

export interface UserServiceOptions {
  readonly env: UserEnv;
  readonly logger: Logger;
  readonly clock: () => Date;
}

/** Migrates the schema and starts the service. */
export async function startUserService({ env, logger, clock }: UserServiceOptions): Promise<RunningService> {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl = databaseUrl } = env;
  const servingRole = roleOf(databaseUrl);
  await migrate({ ownerUrl, schema: usersSchema, migrations: userMigrations, servingRole, logger });
  const dataSource = createDataSource(databaseUrl, logger);
  const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'user' });
  const settings = { ...(await keysOf(env)), wechat: wechatOf(env), graceSeconds: env.REFRESH_GRACE_SECONDS };
  const mockLogin = env.WECHAT_MOCK_LOGIN;
  const service = await startService({
    name: 'user',
    module: userModule({
      database: databaseModule(dataSource),
      settings: { ...settings, mockLogin, clock, logger, redis },
    }),
    routes: allRoutes,
    controllers: userControllers,
    host: env.HOST,
    port: env.USER_PORT,
    metricsPort: env.USER_PORT === 0 ? 0 : env.USER_PORT + 1000,
    identityKey: env.INTERNAL_IDENTITY_KEY,
    logger,
    translateError: translateDatabaseError,
    ready: { database: () => pingDatabase(dataSource), redis: async () => void (await redis.ping()) },
  });
  const close = async (): Promise<void> => {
    await service.close();
    redis.disconnect();
  };
  return { ...service, close };
}

async function keysOf(env: UserEnv): Promise<Pick<UserSettings, 'signingKeys' | 'rotationKeys'>> {
  const previous = env.JWT_SECRET_KEY_PREVIOUS === undefined ? [] : [env.JWT_SECRET_KEY_PREVIOUS];
  return {
    signingKeys: [await deriveSigningKey(env.JWT_SECRET_KEY), ...(await Promise.all(previous.map(deriveSigningKey)))],
    rotationKeys: [rotationKey(env.JWT_SECRET_KEY), ...previous.map(rotationKey)],
  };
}

function wechatOf(env: UserEnv): WechatClient | undefined {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_API_BASE_URL: baseUrl } = env;
  if (!appId || !appSecret) return undefined;
  return createWechatClient({ baseUrl, appId, appSecret, timeoutMs: wechatTimeoutMs });
}
