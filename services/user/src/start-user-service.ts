import { appendEntries } from '@mojian/audit/append-entries';
import { auditSchema } from '@mojian/audit/audit-schema';
import { deriveSigningKey } from '@mojian/auth/signing-keys';
import { switchedOff } from '@mojian/config/security-flags';
import { allRoutes } from '@mojian/contracts/routes/all-routes';
import { migrate, roleOf } from '@mojian/database/migrate';
import { translateDatabaseError } from '@mojian/database/translate-error';
import { connectRedis } from '@mojian/redis/connect';
import { createInternalClient, type InternalClient } from '@mojian/service-kit/internal-client';
import { type RunningService, startService } from '@mojian/service-kit/start-service';
import type { Logger } from '@mojian/telemetry/logger';
import { createDataSource, pingDatabase, userMigrations, usersSchema } from './data/data-source.js';
import { databaseModule } from './data/database.module.js';
import { rotationKey } from './domain/refresh-token.js';
import type { UserEnv } from './env.js';
import { mailOf } from './mail/mail-env.js';
import type { SecuritySettings, UserSettings } from './settings.js';
import { userControllers, userModule } from './user.module.js';
import { createWechatClient, type WechatClient } from './wechat/wechat-client.js';

/** The budget of an exchange with WeChat. */
const wechatTimeoutMs = 5000;
/** A page of cards is read from files. */
const postcardTimeoutMs = 15_000;

export interface UserServiceOptions {
  readonly env: UserEnv;
  readonly logger: Logger;
  readonly clock: () => Date;
}

/** Migrates the schema and starts the service. */
export async function startUserService({ env, logger, clock }: UserServiceOptions): Promise<RunningService> {
  const off = switchedOff(env);
  if (off.length > 0) logger.warn('security.off', { flags: off });
  const dataSource = await prepareDatabase(env, logger);
  const redis = await connectRedis(env.REDIS_URL, { role: 'request', logger, name: 'user' });
  const settings = {
    ...(await keysOf(env)),
    security: securityOf(env),
    limitTries: env.SECURITY_RATE_LIMITING_ENABLED,
    mail: mailOf(env, clock),
    wechat: wechatOf(env),
    mockLogin: env.WECHAT_MOCK_LOGIN,
    postcard: postcardOf(env),
    graceSeconds: env.REFRESH_GRACE_SECONDS,
  };
  const service = await startService({
    name: 'user',
    module: userModule({ database: databaseModule(dataSource), settings: { ...settings, clock, logger, redis } }),
    routes: allRoutes,
    controllers: userControllers,
    host: env.HOST,
    port: env.USER_PORT,
    metricsPort: env.USER_PORT === 0 ? 0 : env.USER_PORT + 1000,
    identityKey: env.INTERNAL_IDENTITY_KEY,
    logger,
    translateError: translateDatabaseError,
    checkPermissions: env.SECURITY_RBAC_ENABLED,
    inspectInput: env.SECURITY_INPUT_VALIDATION_ENABLED,
    ...(env.SECURITY_AUDIT_LOGGING_ENABLED && {
      appendAudit: (entries) => appendEntries((statement, values) => dataSource.query(statement, values), entries),
    }),
    ready: { database: () => pingDatabase(dataSource), redis: async () => void (await redis.ping()) },
  });
  const close = async (): Promise<void> => {
    await service.close();
    redis.disconnect();
  };
  return { ...service, close };
}

/** Brings the schemas up to date as their owner; serves as the restricted role. */
async function prepareDatabase(env: UserEnv, logger: Logger): Promise<ReturnType<typeof createDataSource>> {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl = databaseUrl } = env;
  const servingRole = roleOf(databaseUrl);
  await migrate({ ownerUrl, schema: usersSchema, migrations: userMigrations, servingRole, logger });
  await migrate({ ...auditSchema({ retentionDays: env.AUDIT_RETENTION_DAYS }), ownerUrl, servingRole, logger });
  return createDataSource(databaseUrl, logger);
}

/** All are published; a key that is the next one somewhere signs, and makes successors, somewhere else already. */
async function keysOf(env: UserEnv): Promise<Pick<UserSettings, 'signingKeys' | 'rotationKeys'>> {
  const others = [env.JWT_SECRET_KEY_PREVIOUS, env.JWT_SECRET_KEY_NEXT].filter((secret) => secret !== undefined);
  return {
    signingKeys: [await deriveSigningKey(env.JWT_SECRET_KEY), ...(await Promise.all(others.map(deriveSigningKey)))],
    rotationKeys: [rotationKey(env.JWT_SECRET_KEY), ...others.map(rotationKey)],
  };
}

const securityOf = (env: UserEnv): SecuritySettings => ({
  auditing: env.SECURITY_AUDIT_LOGGING_ENABLED,
  monitoring: env.SECURITY_MONITORING_ENABLED,
  webhook: env.ALERT_WEBHOOK_URL
    ? { url: env.ALERT_WEBHOOK_URL, allowPrivate: env.ALERT_WEBHOOK_ALLOW_PRIVATE }
    : undefined,
});

const postcardOf = ({ POSTCARD_SERVICE_URL: baseUrl, INTERNAL_IDENTITY_KEY: identityKey }: UserEnv): InternalClient =>
  createInternalClient({ baseUrl, audience: 'postcard', caller: 'user', identityKey, timeoutMs: postcardTimeoutMs });

function wechatOf(env: UserEnv): WechatClient | undefined {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_API_BASE_URL: baseUrl } = env;
  if (!appId || !appSecret) return undefined;
  return createWechatClient({ baseUrl, appId, appSecret, timeoutMs: wechatTimeoutMs });
}
