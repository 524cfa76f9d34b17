import { loadEnv } from '@mojian/config/load-env';
import { createLogger } from '@mojian/telemetry/logger';
import { envSchema } from './env.js';
import { startAgentService } from './start-agent-service.js';

const env = loadEnv(envSchema);
const logger = createLogger({ service: 'agent', level: env.LOG_LEVEL });
await startAgentService({ env, logger, clock: () => new Date() });
