import { loadEnv } from '@mojian/config/load-env';
import { type EmbeddedEnv, embeddedEnvSchema } from './embedded-env.js';
import type { Environment, Project } from './project.js';

/** Every variable that names a port which `up` opens. */
export type PortVariable = Extract<keyof EmbeddedEnv, `${string}_PORT`>;

export interface Settings {
  readonly ports: Readonly<Record<PortVariable, number>>;
  /** Stores that run elsewhere; what is absent is started here. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** The gateway as a browser on this machine reaches it. */
  readonly gatewayUrl: string;
  /** Everything the caller said, for the processes. */
  readonly given: Environment;
}

/** What the environment says about the embedded system. Throws the list of what is wrong with it. */
export const readSettings = ({ environment }: Project): Settings => {
  const env = loadEnv(embeddedEnvSchema, environment);
  return {
    ports: {
      GATEWAY_PORT: env.GATEWAY_PORT,
      CARD_PORT: env.CARD_PORT,
      USER_PORT: env.USER_PORT,
      POSTCARD_PORT: env.POSTCARD_PORT,
      AGENT_PORT: env.AGENT_PORT,
      WORKER_METRICS_PORT: env.WORKER_METRICS_PORT ?? env.AGENT_PORT + 1010,
      FAKE_MODELS_PORT: env.FAKE_MODELS_PORT,
      PG_PORT: env.PG_PORT,
      REDIS_PORT: env.REDIS_PORT,
    },
    databaseUrl: environment.DATABASE_URL,
    redisUrl: environment.REDIS_URL,
    gatewayUrl: env.MOJIAN_URL ?? `http://127.0.0.1:${env.GATEWAY_PORT}`,
    given: environment,
  };
};
