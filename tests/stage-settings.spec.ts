import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDryRun, startDryRun } from '@mojian/contracts/routes/dry-run.routes';
import { draftStageSetting, publishStageSetting, rollBackStage } from '@mojian/contracts/routes/stage-setting.routes';
import { createClient } from '@mojian/sdk/create-client';
import { cardWriter, questionOf } from '@mojian/testing/fake-models/card-writer';
import { type FakeModels, startFakeModels } from '@mojian/testing/fake-models/start-fake-models';
import { waitFor } from '@mojian/testing/wait-for';
import { brief, newPerson, type Person } from './support/person.js';
import { System } from './support/system.js';

const guidance = { zh: '每一句都要有风。', en: 'Wind in every line.' };
const adminRoutes = { draftStageSetting, publishStageSetting, rollBackStage, startDryRun, getDryRun };

/** What admins put otherwise while the product runs: through the gateway, with a worker that is never restarted. */
describe('settings of a stage', () => {
  let system: System;
  let models: FakeModels;
  let person: Person;

  const admin = () => createClient(adminRoutes, { baseUrl: system.baseUrl, token: () => person.token });
  const askedForWords = () =>
    models.calls.filter((call) => questionOf(call) === 'copy').map(({ body }) => JSON.stringify(body));
  const versionsOf = async (id: string) => {
    const { rows } = await system.database.query<{ stage: string; version: number }>(
      'select stage, prompt_version as version from agent.model_call where task_id = $1 order by stage',
      [id],
    );
    return Object.fromEntries(rows.map(({ stage, version }) => [stage, version]));
  };

  beforeAll(async () => {
    models = await startFakeModels();
    models.otherwise(await cardWriter());
    system = await System.start({
      COPY_MODELS: 'openai:gpt-words,studio',
      CODE_MODELS: 'openai:gpt-page,studio',
      // The spec asks often how the dry run goes.
      LIMIT_EVERYTHING_WEB: '6000/60',
      OPENAI_API_KEYS: 'key-of-openai',
      OPENAI_BASE_URL: `${models.url}/v1`,
    });
    await system.startWorker();
    person = await newPerson(system.baseUrl);
    await system.database.query(`update users."user" set role = 'admin' where id = $1`, [person.id]);
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await models.close();
  });

  it('are tried on a card for nobody, published, and gone back from, while the workers run', async () => {
    const drafted = await admin().draftStageSetting({ params: { stage: 'copy' }, body: { content: { guidance } } });
    const { number } = drafted;
    const { id } = await admin().startDryRun({ params: { stage: 'copy', number }, body: { sample: 7 } });
    const run = await waitFor(
      async () => {
        const state = await admin().getDryRun({ params: { run_id: id } });
        return state.ended_at === null ? undefined : state;
      },
      { what: 'the dry run to end', timeoutMs: 60_000 },
    );
    expect(run).toMatchObject({ state: 'done', error: null, number });
    expect(run.gate.at(-1)).toMatchObject({ verdict: 'pass' });
    expect(askedForWords().at(-1)).toContain(guidance.zh);
    expect(await versionsOf(id)).toEqual({ copy: number, code: 1 });
    const quota = await person.api.getQuota({ params: { user_id: person.id } });
    expect(quota).toMatchObject({ remaining_quota: 2, generated_count: 0 });
    await seeCard(run.page_url ?? '');

    await admin().publishStageSetting({ params: { stage: 'copy', number }, body: { replaces: null } });
    expect(await makeCard()).toMatchObject({ copy: number, code: 1 });
    expect(askedForWords().at(-1)).toContain(guidance.zh);

    await admin().rollBackStage({ params: { stage: 'copy' }, body: { to: 'code', replaces: number } });
    expect(await makeCard()).toMatchObject({ copy: 1, code: 1 });
    expect(askedForWords().at(-1)).not.toContain(guidance.zh);
  }, 180_000);

  /** As a browser would: the page, and in its frame the card, which nobody sees outside of one. */
  async function seeCard(url: string): Promise<void> {
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const frame = (/<iframe[^>]* src="([^"]+)"/.exec(await page.text())?.[1] ?? '').replaceAll('&amp;', '&');
    expect(new URL(frame).origin).not.toBe(new URL(url).origin);
    const card = await fetch(frame, { headers: { 'sec-fetch-dest': 'iframe' } });
    expect([card.status, await card.text()]).toEqual([200, expect.stringContaining('data-cover="moon"')]);
    expect(card.headers.get('content-security-policy')).toContain('sandbox allow-scripts');
    const bare = await fetch(frame, { headers: { 'sec-fetch-dest': 'document' } });
    expect(bare.headers.get('x-error-code')).toBe('TOP_LEVEL_REFUSED');
  }

  async function makeCard() {
    const maker = await newPerson(system.baseUrl);
    const { task_id: taskId } = await maker.api.createPostcard({ body: brief() });
    expect(await maker.awaitTask(taskId)).toMatchObject({ status: 'completed' });
    return versionsOf(taskId);
  }
});
