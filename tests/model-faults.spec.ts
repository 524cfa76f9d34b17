import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cardWriter, questionOf } from '@mojian/testing/fake-models/card-writer';
import {
  type FakeCall,
  type FakeModels,
  type Scenario,
  startFakeModels,
} from '@mojian/testing/fake-models/start-fake-models';
import { isFull, report } from './support/outcome.js';
import { brief, newPerson, type Person } from './support/person.js';
import { System } from './support/system.js';

const TASKS = isFull ? 1_000 : 40;
const AT_ONCE = 12;
const FAULTY = 0.3;
const MOST_CALLS = 1.5;
const COMPLETED = 0.97;

/** What a model may do instead of answering well. Silence is rare, as it is in life, for it costs its whole patience. */
const faults: readonly ((well: string) => Scenario)[] = [
  () => ({ kind: 'status', status: 429, retryAfterSeconds: 1 }),
  () => ({ kind: 'status', status: 429 }),
  () => ({ kind: 'status', status: 500 }),
  () => ({ kind: 'status', status: 529 }),
  () => ({ kind: 'reset' }),
  () => ({ kind: 'reset', afterTokens: 12 }),
  () => ({ kind: 'html' }),
  () => ({ kind: 'empty' }),
  () => ({ kind: 'refusal', text: 'no' }),
  (well) => ({ kind: 'text', text: well.slice(0, Math.floor(well.length / 2)), finish: 'length' }),
  () => ({ kind: 'text', text: '当然可以！这是一张很美的明信片。' }),
  () => ({ kind: 'text', text: '{"title":"","headline":"no"}' }),
  () => ({ kind: 'wrong-type' }),
];

/** The same numbers in every run (mulberry32). */
const numbers = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

describe('models of which three answers in ten are bad', () => {
  let system: System;
  let models: FakeModels;
  let asked = 0;
  let bad = 0;

  beforeAll(async () => {
    models = await startFakeModels();
    const writes = await cardWriter();
    const random = numbers(20_261_122);
    models.otherwise((call: FakeCall) => {
      asked += 1;
      const well = writes(call);
      if (random() >= FAULTY) return well;
      bad += 1;
      const text = typeof well !== 'function' && well.kind === 'text' ? well.text : '';
      // Of a picture there is nothing to misread.
      const possible = questionOf(call) === 'image' ? faults.slice(0, 5) : faults;
      return possible[Math.floor(random() * possible.length)]?.(text) ?? well;
    });
    // What is counted is not whether one address may do so much.
    system = await System.start({ SECURITY_RATE_LIMITING_ENABLED: 'false' });
    await system.startQuickWorker({
      WORKER_CONCURRENCY: String(AT_ONCE),
      CONCEPT_MODELS: 'qwen:idea,studio',
      COPY_MODELS: 'anthropic:words,studio',
      IMAGE_MODELS: 'openai:gpt-image-1,studio',
      CODE_MODELS: 'deepseek:page,studio',
      MODEL_LIMITS: 'qwen=12/6000,anthropic=12/6000,openai=12/6000,deepseek=12/6000',
      QWEN_API_KEYS: 'a*2,b',
      QWEN_BASE_URL: `${models.url}/compatible-mode/v1`,
      ANTHROPIC_API_KEYS: 'c',
      ANTHROPIC_BASE_URL: `${models.url}/anthropic/v1`,
      OPENAI_API_KEYS: 'd',
      OPENAI_BASE_URL: `${models.url}/v1`,
      DEEPSEEK_API_KEYS: 'e',
      DEEPSEEK_BASE_URL: `${models.url}/deepseek`,
    });
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await models.close();
  });

  const make = async (person: Person) => {
    const { task_id: taskId } = await person.api.createPostcard({ body: brief() });
    const { status } = await person.awaitTask(taskId);
    if (status !== 'completed') return { status, degraded: false, studio: 0 };
    const { degraded, sources } = await person.api.getResult({ params: { id: taskId }, query: {} });
    return { status, degraded, studio: Object.values(sources).filter((by) => by === 'studio').length };
  };

  it(
    `D10: make ${TASKS} cards all the same, with no more calls than half as many again, and hide no stand-in`,
    async () => {
      const outcomes: Awaited<ReturnType<typeof make>>[] = [];
      const rest = Array.from({ length: TASKS }, (_, index) => index);
      const work = async (): Promise<void> => {
        while (rest.pop() !== undefined) outcomes.push(await make(await newPerson(system.baseUrl)));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      const completed = outcomes.filter(({ status }) => status === 'completed');
      const standIns = completed.filter(({ studio }) => studio > 0);
      const stages = completed.reduce((sum, { studio }) => sum + 4 - studio, 0);
      report('model faults', {
        tasks: TASKS,
        completed: completed.length,
        standIns: standIns.length,
        stages,
        asked,
        bad,
      });
      expect(outcomes.every(({ status }) => status === 'completed' || status === 'failed')).toBe(true);
      expect(completed.length / TASKS).toBeGreaterThanOrEqual(COMPLETED);
      expect(completed.filter(({ degraded, studio }) => degraded !== studio > 0)).toEqual([]);
      expect(asked / (TASKS * 4)).toBeLessThanOrEqual(MOST_CALLS);
      const { rows } = await system.database.query('select count(*)::int as rows from agent.model_call');
      expect(rows).toEqual([{ rows: asked }]);
      const open = await system.database.query(
        "select from postcards.task where status not in ('completed', 'failed')",
      );
      expect(open.rowCount).toBe(0);
    },
    isFull ? 3_600_000 : 300_000,
  );
});
