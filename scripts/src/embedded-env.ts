import { ports } from '@mojian/config/fragments';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
/** What `./scripts/run.sh` itself reads; each process checks its own variables besides. */
export const embeddedEnvSchema = z.object({
  ...ports,
  WORKER_METRICS_PORT: port
    .optional()
    .describe("Metrics and readiness of the worker; the agent's port + 1010 when absent"),
  FAKE_MODELS_PORT: port
    .default(8097)
    .describe('Server that answers as models do, started by `run.sh up --with fake-models`; its readiness + 1000'),
  PG_PORT: port.default(15432).describe('PostgreSQL that run.sh starts when DATABASE_URL is not set'),
  REDIS_PORT: port.default(16379).describe('Redis that run.sh starts when REDIS_URL is not set'),
  MOJIAN_DATA_DIR: z
    .string()
    .optional()
    .describe('Folder of the embedded data and logs; .local/ in the project when absent'),
  MOJIAN_URL: z.url().optional().describe('Gateway that `run.sh card` talks to; the local one when absent'),
  MOJIAN_TOKEN: z.string().optional().describe('Access token for `run.sh card` where the development login is off'),
});

export type EmbeddedEnv = z.output<typeof embeddedEnvSchema>;
