import { join } from 'node:path';
import type { WantedPort } from './check-ports.js';
import type { Environment, Project } from './project.js';
import type { PortVariable, Settings } from './read-settings.js';
import type { Secrets } from './secrets.js';
import type { StoreAddresses } from './start-data-stores.js';

/** One process of the product. */
export interface ProcessSpec {
  readonly name: string;
  /** JavaScript file that Node runs. */
  readonly entry: string;
  readonly environment: Environment;
  readonly ports: readonly WantedPort[];
  /** Answers 200 once the process can do its work. */
  readonly readyUrl: string;
}

interface Row {
  readonly name: string;
  readonly entry: string;
  readonly ports: readonly PortVariable[];
  /** The variable of its metrics' port; without one that is its first port + 1000. */
  readonly metrics?: PortVariable;
  /** What this process has no business knowing. */
  readonly withheld: readonly string[];
  /** Started only by `--with` and its name. */
  readonly extra?: boolean;
}

/** Only the user service signs. */
const SIGNING = ['JWT_SECRET_KEY', 'JWT_SECRET_KEY_NEXT', 'JWT_SECRET_KEY_PREVIOUS'];

const ROWS: readonly Row[] = [
  {
    name: 'fake-models',
    entry: 'packages/testing/dist/fake-models/serve.js',
    ports: ['FAKE_MODELS_PORT'],
    withheld: [...SIGNING, 'INTERNAL_IDENTITY_KEY', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'REDIS_URL'],
    extra: true,
  },
  {
    name: 'user',
    entry: 'services/user/dist/main.js',
    ports: ['USER_PORT'],
    withheld: [],
  },
  {
    name: 'postcard',
    entry: 'services/postcard/dist/main.js',
    ports: ['POSTCARD_PORT'],
    withheld: SIGNING,
  },
  {
    name: 'agent',
    entry: 'services/agent/dist/main.js',
    ports: ['AGENT_PORT'],
    withheld: SIGNING,
  },
  {
    name: 'worker',
    entry: 'services/agent/dist/worker.js',
    ports: [],
    metrics: 'WORKER_METRICS_PORT',
    withheld: SIGNING,
  },
  {
    name: 'gateway',
    entry: 'gateway/dist/main.js',
    ports: ['GATEWAY_PORT', 'CARD_PORT'],
    withheld: [...SIGNING, 'DATABASE_URL', 'DATABASE_OWNER_URL'],
  },
];

const metricsPort = ({ metrics, ports: [first = 'GATEWAY_PORT'] }: Row, numbers: Settings['ports']) =>
  metrics === undefined
    ? { variable: first, port: numbers[first] + 1000 }
    : { variable: metrics, port: numbers[metrics] };

const portsOf = (row: Row, numbers: Settings['ports']): WantedPort[] => [
  ...row.ports.map((variable) => ({ variable, port: numbers[variable], what: row.name })),
  { ...metricsPort(row, numbers), what: `metrics of ${row.name}` },
];

/** Names of all processes, in the order of their start. */
export const PROCESS_NAMES: readonly string[] = ROWS.filter(({ extra }) => !extra).map(({ name }) => name);

/** What `up --with` starts besides. */
export const EXTRA_NAMES: readonly string[] = ROWS.filter(({ extra }) => extra).map(({ name }) => name);

/** Ports that must be free before these processes are started. */
export const processPorts = ({ ports }: Settings, names: readonly string[]): WantedPort[] =>
  ROWS.filter(({ name }) => names.includes(name)).flatMap((row) => portsOf(row, ports));

interface Surroundings {
  readonly project: Project;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly stores: StoreAddresses;
  /** Extra processes that are started besides. */
  readonly extras?: readonly string[];
}

/** Cards are made by the fake's models, each of another vendor, wherever the caller did not choose others. */
const fakeModels = (url: string): Environment => ({
  CONCEPT_MODELS: 'qwen:qwen-max,studio',
  COPY_MODELS: 'anthropic:claude,studio',
  IMAGE_MODELS: 'openai:gpt-image-1,studio',
  CODE_MODELS: 'deepseek:deepseek-chat,studio',
  OPENAI_API_KEYS: 'fake',
  OPENAI_BASE_URL: `${url}/v1`,
  QWEN_API_KEYS: 'fake',
  QWEN_BASE_URL: `${url}/compatible-mode/v1`,
  DEEPSEEK_API_KEYS: 'fake',
  DEEPSEEK_BASE_URL: `${url}/deepseek`,
  ANTHROPIC_API_KEYS: 'fake',
  ANTHROPIC_BASE_URL: `${url}/anthropic/v1`,
});

// Development defaults: what the caller says wins over each of them.
const defaultsFor = ({ project, settings, secrets, stores, extras = [] }: Surroundings): Environment => {
  const production = settings.given.NODE_ENV === 'production';
  const local = (variable: PortVariable) => `http://127.0.0.1:${settings.ports[variable]}`;
  return {
    NODE_ENV: 'development',
    WECHAT_MOCK_LOGIN: production ? undefined : 'true',
    JWT_SECRET_KEY: secrets.JWT_SECRET_KEY,
    JWT_SECRET_KEY_NEXT: secrets.JWT_SECRET_KEY_NEXT,
    JWT_SECRET_KEY_PREVIOUS: secrets.JWT_SECRET_KEY_PREVIOUS,
    INTERNAL_IDENTITY_KEY: secrets.INTERNAL_IDENTITY_KEY,
    ...stores,
    USER_SERVICE_URL: local('USER_PORT'),
    POSTCARD_SERVICE_URL: local('POSTCARD_PORT'),
    AGENT_SERVICE_URL: local('AGENT_PORT'),
    ...(extras.includes('fake-models') && fakeModels(local('FAKE_MODELS_PORT'))),
    STORAGE_DIR: join(project.data, 'media'),
    MAIL_DIR: join(project.data, 'mail'),
    ...Object.fromEntries(Object.entries(settings.ports).map(([name, port]) => [name, String(port)])),
  };
};

/** The processes of the product with everything that each is told. */
export const processTable = (surroundings: Surroundings): ProcessSpec[] => {
  const { project, settings } = surroundings;
  const environment = { ...defaultsFor(surroundings), ...settings.given };
  const rows = ROWS.filter(({ name, extra }) => !extra || surroundings.extras?.includes(name));
  return rows.map((row) => ({
    name: row.name,
    entry: join(project.root, row.entry),
    environment: Object.fromEntries(Object.entries(environment).filter(([key]) => !row.withheld.includes(key))),
    ports: portsOf(row, settings.ports),
    readyUrl: `http://127.0.0.1:${metricsPort(row, settings.ports).port}/ready`,
  }));
};
