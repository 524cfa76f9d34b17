import { loadEnv } from '@mojian/config/load-env';
import { createLogger } from '@mojian/telemetry/logger';
import { envSchema } from './env.js';
import { startUserService } from './start-user-service.js';

const env = loadEnv(envSchema);
const logger = createLogger({ service: 'user', level: env.LOG_LEVEL });
await startUserService({ env, logger, clock: () => new Date() });
