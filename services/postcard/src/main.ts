import { fileURLToPath } from 'node:url';
import { loadEnv } from '@mojian/config/load-env';
import { createLogger } from '@mojian/telemetry/logger';
import { envSchema } from './env.js';
import { startPostcardService } from './start-postcard-service.js';

const env = loadEnv(envSchema);
const logger = createLogger({ service: 'postcard', level: env.LOG_LEVEL });
await startPostcardService({ env, logger, assetFolder: fileURLToPath(new URL('browser/', import.meta.url)) });
