import { randomUUID } from 'node:crypto';
import { regeneratePostcard } from '@mojian/contracts/routes/postcard.routes';
import { grantQuota } from '@mojian/contracts/routes/postcard-admin.routes';
import { uploadEmotionImage } from '@mojian/contracts/routes/upload.routes';
import { deleteMe } from '@mojian/contracts/routes/user.routes';
import { createClient } from '@mojian/sdk/create-client';
import { createInternalClient } from '@mojian/service-kit/internal-client';
import { waitFor } from '@mojian/testing/wait-for';
import { HastyWorker } from './hasty-worker.js';
import { newPerson, type Person } from './person.js';
import type { System } from './system.js';

/** One pixel. */
const DRAWING = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** Somebody with cards. */
export interface Maker {
  readonly person: Person;
  /** Completed today; its card is deleted. */
  readonly deletedTaskId: string;
  /** Today's card. */
  readonly taskId: string;
}

/**
 * All that can happen to a card and an account: made, made anew for free, failed, deleted, paid for by a grant, with a
 * drawing, and erased with its owner. No worker may run meanwhile: what the queue holds is left to the first.
 */
export async function liveThroughADay(system: System): Promise<Maker> {
  const worker = await HastyWorker.start(system);
  const make = async ({ api }: Person, words: string, end = (id: string) => worker.complete(id)) => {
    const { task_id } = await api.createPostcard({ body: { user_input: words } });
    await end(task_id);
    return task_id;
  };
  await fareBadly(system, make, worker);
  await leave(system, make);
  const person = await newPerson(system.baseUrl);
  await upload(system, person.token);
  const first = await make(person, '第一张');
  await deleteCardOf(person, first);
  await grant(system, person.id);
  const second = await make(person, '第二张');
  await deleteCardOf(person, second);
  return { person, deletedTaskId: first, taskId: await make(person, '第三张') };
}

type Make = (person: Person, words: string, end?: (taskId: string) => Promise<void>) => Promise<string>;

/** A card that failed, and one that was made without the model and then anew. */
async function fareBadly(system: System, make: Make, worker: HastyWorker): Promise<void> {
  const person = await newPerson(system.baseUrl);
  await make(person, '没成', (id) => worker.fail(id));
  const poor = await make(person, '将就', (id) => worker.complete(id, { degraded: true }));
  const { id } = await person.api.getResult({ params: { id: poor }, query: {} });
  const client = createClient({ regeneratePostcard }, { baseUrl: system.baseUrl, token: () => person.token });
  const { task_id } = await client.regeneratePostcard({ params: { id } });
  await worker.complete(task_id);
}

/** A card, a drawing and a link, and an account that goes with all of them. */
async function leave(system: System, make: Make): Promise<void> {
  const { baseUrl } = system;
  const code = `test_${randomUUID()}`;
  const person = await newPerson(baseUrl, code);
  const taskId = await make(person, '走之前');
  await upload(system, person.token);
  const { id } = await person.api.getResult({ params: { id: taskId }, query: {} });
  await person.api.sharePostcard({ params: { id } });
  await createClient({ deleteMe }, { baseUrl, token: () => person.token }).deleteMe({ body: { code } });
  await waitFor(
    async () => (await system.database.query('SELECT FROM users.erasure WHERE done_at IS NULL')).rowCount === 0,
    { what: 'the erasure', timeoutMs: 30_000 },
  );
}

const upload = ({ baseUrl }: System, token: string) =>
  createClient({ uploadEmotionImage }, { baseUrl, token: () => token }).uploadEmotionImage({
    body: { image_base64: DRAWING },
  });

async function deleteCardOf({ api }: Person, taskId: string): Promise<void> {
  const { id } = await api.getResult({ params: { id: taskId }, query: {} });
  await api.deletePostcard({ params: { id } });
}

/** As the gateway passes an admin's call on. */
async function grant({ env }: System, userId: string): Promise<void> {
  const gateway = createInternalClient({
    baseUrl: env.POSTCARD_SERVICE_URL ?? '',
    audience: 'postcard',
    caller: 'gateway',
    identityKey: env.INTERNAL_IDENTITY_KEY ?? '',
  });
  const user = { userId: randomUUID(), role: 'admin', plan: 'free', audience: 'web', sessionId: randomUUID() } as const;
  await gateway.call(
    grantQuota,
    { params: { user_id: userId }, body: { units: 3, reason: 'a long day' } },
    { user: { ...user, apiKey: null } },
  );
}
