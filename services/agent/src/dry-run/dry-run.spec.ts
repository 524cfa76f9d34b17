import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Gate } from '@mojian/card/gate/inspect-page';
import { subsetFonts } from '@mojian/card/type/subset-fonts';
import { getDryRun } from '@mojian/contracts/routes/dry-run.routes';
import { framePicture } from '@mojian/studio/paint/frame-picture';
import type { Painter } from '@mojian/studio/paint/painter';
import { cardWriter, questionOf } from '@mojian/testing/fake-models/card-writer';
import { type FakeCall, type FakeModels, startFakeModels } from '@mojian/testing/fake-models/start-fake-models';
import { waitFor } from '@mojian/testing/wait-for';
import { type AgentServiceFixture, startFixture } from '../agent-service.fixture.js';
import { startWorker } from '../start-worker.js';

const settings = (stage: string) => `/api/v1/admin/stages/${stage}/settings`;
const guidance = { zh: '每一句都要有风。', en: 'Wind in every line.' };
const prices =
  '{"currency":"CNY","models":{"openai:gpt-words":{"input":2,"output":8},"openai:gpt-image-1":{"image":0.3}}}';

let models: FakeModels;
let service: AgentServiceFixture;
let picture: Buffer;
let writes: Awaited<ReturnType<typeof cardWriter>>;
/** What the gate says of the next pages; passes when there is nothing more to say. */
const rejections: string[] = [];

const gate: Gate = {
  inspect: async ({ html }) => {
    const rule = rejections.shift();
    const findings = rule === undefined ? [] : [{ rule, detail: 'seen', width: 375 }];
    const verdict = rule === undefined ? 'pass' : 'reject';
    const report = { verdict, findings, mended: [], static_ms: 1, browser_ms: 1 } as const;
    return { html, report: { ...report, findings, mended: [] }, poster: picture, thumbnail: null };
  },
};
const painter: Painter = {
  paint: () => Promise.reject(new Error('no studio here')),
  frame: framePicture,
  close: async () => undefined,
};

beforeAll(async () => {
  [models, writes] = await Promise.all([startFakeModels(), cardWriter()]);
  const scenario = writes({ path: '/v1/images/generations' } as FakeCall);
  picture = typeof scenario === 'object' && scenario.kind === 'image' ? scenario.bytes : Buffer.alloc(0);
  service = await startFixture({
    OPENAI_API_KEYS: 'key-of-openai',
    OPENAI_BASE_URL: `${models.url}/v1`,
    CONCEPT_MODELS: 'openai:gpt-idea,studio',
    COPY_MODELS: 'openai:gpt-old-words,studio',
    IMAGE_MODELS: 'openai:gpt-image-1',
    CODE_MODELS: 'openai:gpt-page,studio',
    MODEL_PRICES: prices,
    CARD_ORIGIN: 'https://card.example',
    PUBLIC_ORIGIN: 'https://mojian.example',
  });
}, 60_000);
afterAll(async () => {
  await service.close();
  await models.close();
});
beforeEach(() => models.otherwise(writes));

const post = async (path: string, body: unknown) => {
  const reply = await service.send('POST', path, { body });
  return { ...reply, body: JSON.parse(reply.text) };
};
const draft = async (stage: string, content: unknown): Promise<number> =>
  (await post(settings(stage), { content })).body.number;
const start = async (stage: string, number: number, body: unknown = {}) =>
  post(`${settings(stage)}/${number}/dry-run`, body);
const read = async (id: string) =>
  getDryRun.success.body.parse(JSON.parse((await service.send('GET', `/api/v1/admin/dry-runs/${id}`)).text));
const ended = (id: string) =>
  waitFor(
    async () => {
      const run = await read(id);
      return run.ended_at === null ? undefined : run;
    },
    { what: 'the dry run to end', timeoutMs: 20_000 },
  );
const withWorker = async (work: () => Promise<void>) => {
  const { workerEnv: env, logger } = service;
  const worker = await startWorker({ env, logger, studio: { painter, gate, cutFonts: subsetFonts } });
  try {
    await work();
  } finally {
    await worker.close();
  }
};

describe('a dry run', () => {
  it('makes a card with a draft for nobody, and tells who made what, the gate’s words and the cost', async () => {
    const number = await draft('copy', { models: 'openai:gpt-words', guidance });
    await withWorker(async () => {
      rejections.push('DEAD_CONTROL');
      const { status, body } = await start('copy', number, { sample: 3 });
      expect(status).toBe(202);
      const run = await ended(body.id);
      expect(run).toMatchObject({ id: body.id, stage: 'copy', number, state: 'done', error: null });
      const made = Object.fromEntries(run.stages.map(({ stage, made: by }) => [stage, by?.by]));
      expect(made).toMatchObject({ concept: 'openai:gpt-idea', copy: 'openai:gpt-words', code: 'openai:gpt-page' });
      expect(run.gate.map(({ verdict, findings }) => [verdict, findings.map(({ rule }) => rule)])).toEqual([
        ['reject', ['DEAD_CONTROL']],
        ['pass', []],
      ]);
      const asked = run.models.map(({ stage, prompt_version, calls }) => [stage, prompt_version, calls]).toSorted();
      expect(asked).toEqual([
        ['code', 1, 2],
        ['concept', 1, 1],
        ['copy', number, 1],
        ['image', 1, 1],
      ]);
      expect(run.cost_micros).toBeGreaterThan(300_000);
    });
    const [words] = models.calls.filter((call) => questionOf(call) === 'copy');
    expect(JSON.stringify(words?.body)).toContain(guidance.zh);
    expect(await service.sql('select 1 as row from agent.task_run')).toEqual([]);
    expect(await service.sql('select 1 as row from agent.model_reply')).toEqual([]);
  }, 60_000);

  it('shows its card by a signed link, in a frame of the card origin, under the policy of all cards', async () => {
    const [{ id } = { id: '' }] = await service.sql(`select id::text as id from agent.dry_run where state = 'done'`);
    const { page_url: url } = await read(String(id));
    const link = new URL(url ?? '');
    expect(link.origin).toBe('https://mojian.example');
    const page = await service.send('GET', `${link.pathname}${link.search}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain(
      `frame-src https://card.example/dry-runs/${id}/card;`,
    );
    const frame = new URL((/<iframe[^>]* src="([^"]+)"/.exec(page.text)?.[1] ?? '').replaceAll('&amp;', '&'));
    expect(page.text).toContain('sandbox="allow-scripts"');
    expect(page.text).toContain('data:image/jpeg;base64,');
    const card = await service.send('GET', `${frame.pathname}${frame.search}`);
    expect(card.headers.get('content-security-policy')).toContain('frame-ancestors https://mojian.example; sandbox');
    expect(card.text).toContain('data-cover="moon"');
    for (const broken of [
      `${link.pathname}?e=9999999999&s=${'x'.repeat(24)}`,
      `${frame.pathname}${link.search}&h=https://mojian.example`,
    ]) {
      expect((await service.send('GET', broken)).code).toBe('LINK_REFUSED');
    }
  });

  it('takes a brief of one’s own, and says what went wrong', async () => {
    const number = await draft('image', { models: 'openai:gpt-image-1' });
    models.otherwise((call) => (questionOf(call) === 'image' ? { kind: 'status', status: 400 } : writes(call)));
    await withWorker(async () => {
      const { body } = await start('image', number, { brief: { words: '风把信吹到了你那里', language: 'zh' } });
      const run = await ended(body.id);
      expect(run).toMatchObject({ state: 'failed', error: 'MODEL_REJECTED', page_url: null });
      expect(run.stages).toContainEqual({ stage: 'image', seconds: expect.any(Number), made: null });
    });
    const [{ brief } = { brief: null }] = await service.sql('select brief from agent.dry_run where number = $1', [
      number,
    ]);
    expect(brief).toMatchObject({ words: '风把信吹到了你那里', recipient: null, ink: [] });
  }, 60_000);

  it('is begun anew where its worker was lost', async () => {
    const number = await draft('copy', { guidance });
    const { body } = await start('copy', number);
    // As a worker leaves it that is killed: its job comes back to the queue.
    await service.sql(
      `with u as (update agent.dry_run set state = 'running' where id = $1 returning 1) select 1 as one`,
      [body.id],
    );
    await withWorker(async () => expect(await ended(body.id)).toMatchObject({ state: 'done', number }));
  }, 60_000);

  it('is one of a few, and is gone after a day', async () => {
    const number = await draft('copy', { guidance });
    const replies = await Promise.all([1, 2, 3, 4, 5, 6].map(() => start('copy', number)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 202, 429, 429]);
    const refused = replies.find(({ status }) => status === 429);
    expect([refused?.code, refused?.headers.get('retry-after')]).toEqual(['DRY_RUNS_BUSY', '30']);
    const age = (interval: string) =>
      service.sql(
        `with u as (update agent.dry_run set created_at = created_at - $1::interval returning 1) select count(*)::int as n from u`,
        [interval],
      );
    const first = replies.find(({ status }) => status === 202)?.body.id;
    await age('16 minutes');
    expect((await start('copy', number)).status).toBe(202);
    expect(await read(first)).toMatchObject({ state: 'failed', error: 'TASK_OVERDUE' });
    await age('24 hours');
    expect((await service.send('GET', `/api/v1/admin/dry-runs/${first}`)).code).toBe('DRY_RUN_NOT_FOUND');
    await start('copy', number);
    expect(await service.sql('select count(*)::int as n from agent.dry_run')).toEqual([{ n: 1 }]);
  });

  it('is refused for a setting that is not there or cannot be used, and is in the audit else', async () => {
    expect((await start('copy', 999_999)).code).toBe('STAGE_SETTING_NOT_FOUND');
    const number = await draft('code', { guidance });
    expect((await start('code', number, { sample: 200 })).code).toBe('VALIDATION_FAILED');
    const { body } = await start('code', number);
    const rows = await service.sql('select action, details from audit.entry where resource_id = $1', [body.id]);
    expect(rows).toEqual([{ action: 'admin.start-dry-run', details: { stage: 'code', number, sample: 0 } }]);
    expect((await service.send('GET', `/api/v1/admin/dry-runs/${randomUUID()}`)).status).toBe(404);
    expect((await service.send('GET', `/api/v1/admin/dry-runs/${body.id}`, { role: 'user' })).status).toBe(403);
  });
});
