import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import { generatePostcard, POSTCARD_QUEUE } from '@mojian/contracts/jobs';
import type { Plan, Role } from '@mojian/contracts/permissions';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import { createJobQueue } from '@mojian/queue/queue';
import type { RunningService } from '@mojian/service-kit/start-service';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { createLogger } from '@mojian/telemetry/logger';
import { testDatabase } from '@mojian/testing/test-database';
import { testRedis } from '@mojian/testing/test-redis';
import { z } from 'zod';
import { createDataSource } from './data/data-source.js';
import { envSchema } from './env.js';
import { cardBytes, finishedCard } from './finished-card.fixture.js';
import type { PostcardJobs } from './settings.js';
import { startPostcardService } from './start-postcard-service.js';

interface SendOptions {
  readonly body?: unknown;
  /** Id of the user it is sent for; nobody unless told. */
  readonly user?: string;
  readonly headers?: Record<string, string>;
  /** Where it comes from; nobody knows unless told. */
  readonly address?: string;
  readonly caller?: 'gateway' | 'agent' | 'user';
  /** `free` unless told. */
  readonly plan?: Plan;
  /** `user` unless told. */
  readonly role?: Role;
}

/** What a spec reads of a JSON answer; fields that an answer lacks are undefined. */
interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly code: number;
  readonly message: string;
  readonly data: Record<string, unknown>;
}

/** The postcard service on stores of its own, asked as the gateway and the worker ask it. */
export interface PostcardServiceFixture {
  readonly port: number;
  readonly metricsPort: number;
  /** Where its files are. */
  readonly folder: string;
  readonly redisUrl: string;
  readonly jobs: PostcardJobs;
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Reply>;
  /** The answer itself, for streams and for what is no JSON. */
  readonly open: (method: string, path: string, options?: SendOptions & { signal?: AbortSignal }) => Promise<Response>;
  readonly create: (user: string, body?: object, headers?: Record<string, string>) => Promise<Reply>;
  readonly start: (taskId: string, fence: number) => Promise<Reply>;
  readonly complete: (taskId: string, fence: number, card?: FinishedCard) => Promise<Reply>;
  readonly fail: (taskId: string, fence: number) => Promise<Reply>;
  /** A finished card, of a new user unless told. */
  readonly makeCard: (card?: FinishedCard, user?: string) => Promise<{ user: string; taskId: string; cardId: string }>;
  readonly quotaOf: (user: string, plan?: Plan) => Promise<Record<string, unknown>>;
  /** As the owner of the schema: a query that gives rows. */
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** As the role that serves. */
  readonly servingSql: (text: string) => Promise<unknown>;
  readonly log: Record<string, unknown>[];
  /** One more process on the same stores. */
  readonly startAnother: (variables?: Record<string, string>) => Promise<RunningService>;
  readonly metrics: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export const identityKey = 'an internal identity key for specs only';
export const mini = '/api/v1/miniprogram';
export const codeOf = ({ headers }: { readonly headers: Headers }): string | null => headers.get('x-error-code');
export const words = { user_input: '今天西湖下雨，想起你。' };

const Rows = z.array(z.record(z.string(), z.unknown()));
const Answer = z.looseObject({ code: z.unknown(), message: z.unknown(), data: z.unknown() });

const defaults = {
  NODE_ENV: 'test',
  POSTCARD_PORT: '0',
  INTERNAL_IDENTITY_KEY: identityKey,
  // Sweeps are begun by the specs that are about them.
  RECOVER_INTERVAL: '3600',
};

export async function startFixture(
  variables: Record<string, string> = {},
  clock?: () => Date,
): Promise<PostcardServiceFixture> {
  const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const folder = await mkdtemp(join(tmpdir(), 'mojian-postcard-'));
  const stores = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, REDIS_URL: redis.url };
  const log: Record<string, unknown>[] = [];
  const stream = new Writable({
    write: (line, _encoding, done) => {
      log.push(JSON.parse(String(line)));
      done();
    },
  });
  const logger = createLogger({ service: 'postcard', level: 'info', stream });
  const startAnother = (more: Record<string, string> = {}) => {
    const env = envSchema.parse({ ...defaults, ...stores, STORAGE_DIR: folder, ...variables, ...more });
    return startPostcardService({ env, logger, assetFolder: join(folder, 'assets'), ...(clock && { clock }) });
  };
  const service = await startAnother();
  const [owner, serving] = [createDataSource(database.ownerUrl, logger), createDataSource(database.url, logger)];
  await Promise.all([owner.initialize(), serving.initialize()]);
  const jobs = await createJobQueue({ connectionUrl: redis.url, name: POSTCARD_QUEUE, job: generatePostcard, logger });
  const storage = localFolderStorage(folder);
  await Promise.all([
    storage.put(cardBytes.page, 'html'),
    storage.put(cardBytes.picture, 'jpg'),
    storage.put(cardBytes.poster, 'jpg'),
  ]);
  const asking = askService(service.port);
  return {
    ...asking,
    port: service.port,
    metricsPort: service.metricsPort,
    folder,
    redisUrl: redis.url,
    jobs,
    sql: async (text, values) => Rows.parse(await owner.query(text, values)),
    servingSql: (text) => serving.query(text),
    log,
    startAnother,
    metrics: async () => (await fetch(`http://127.0.0.1:${service.metricsPort}/metrics`)).text(),
    close: async () => {
      await jobs.close();
      await service.close();
      await Promise.all([owner.destroy(), serving.destroy()]);
      await Promise.all([database.drop(), redis.close(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

type Asking = Pick<
  PostcardServiceFixture,
  'send' | 'open' | 'create' | 'start' | 'complete' | 'fail' | 'makeCard' | 'quotaOf'
>;

/** The other side of a service at this port. */
export function askService(port: number): Asking {
  const open: Asking['open'] = (method, path, options = {}) => openSigned(port, { method, path, ...options });
  const send: Asking['send'] = async (method, path, options) => readReply(await open(method, path, options));
  const create: Asking['create'] = (user, body = words, headers = {}) =>
    send('POST', `${mini}/postcards/create`, { body, user, headers });
  const run = (taskId: string, step: string, body: object) =>
    send('POST', `/internal/tasks/${taskId}/${step}`, { body, caller: 'agent' });
  const start: Asking['start'] = (taskId, fence) => run(taskId, 'start', { fence });
  const complete: Asking['complete'] = (taskId, fence, card = finishedCard()) =>
    run(taskId, 'settle', { fence, outcome: { status: 'completed', card } });
  const fail: Asking['fail'] = (taskId, fence) =>
    run(taskId, 'settle', {
      fence,
      outcome: { status: 'failed', error: 'STAGE_TIMEOUT', error_message: '制作超时了' },
    });
  const quotaOf: Asking['quotaOf'] = async (user, plan = 'free') =>
    (await send('GET', `${mini}/users/${user}/quota`, { user, plan })).data;
  const makeCard: Asking['makeCard'] = async (card, user = randomUUID()) => {
    const taskId = String((await create(user)).data.task_id);
    await start(taskId, 1);
    const settled = JSON.parse((await complete(taskId, 1, card)).text);
    return { user, taskId, cardId: String(settled.card_id) };
  };
  return { open, send, create, start, complete, fail, makeCard, quotaOf };
}

function openSigned(
  port: number,
  { method, path, body, user, headers = {}, caller = 'gateway', address, signal, plan = 'free', role = 'user' }: Asked,
): Promise<Response> {
  const login = { sessionId: randomUUID(), apiKey: null, audience: 'mini' as const };
  const person = user && { id: user, role, plan, ...login };
  const assertion = {
    aud: 'postcard',
    method,
    path,
    caller,
    request_id: randomUUID(),
    ...(person && { user: person }),
    ...(address && { address }),
  };
  return fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'mojian.test:8083',
      [internalIdentityHeader]: signInternalIdentity(assertion, identityKey),
      ...headers,
    },
    redirect: 'manual',
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

interface Asked extends SendOptions {
  readonly method: string;
  readonly path: string;
  readonly signal?: AbortSignal;
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const json: unknown = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {};
  const { code, message, data } = Answer.safeParse(json).data ?? {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    code: typeof code === 'number' ? code : Number.NaN,
    message: String(message),
    data: z.record(z.string(), z.unknown()).safeParse(data).data ?? {},
  };
}
