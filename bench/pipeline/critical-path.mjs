/**
 * What the pipeline adds to its critical path when models answer at their real pace: 30 tokens a second and 8 s a
 * picture, by a server in a process of its own that speaks their protocols. After a build:
 *
 *     node bench/pipeline/critical-path.mjs [cards at once = 1]
 *
 * Targets (without the gate, whose own time is the browser's): 1.01 of the critical path for one card, 1.03 for a
 * hundred; the first preview within 15 % of it. The sequential form, stage after stage, is printed beside.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../packages/ai-models/dist/calling/clock.js';
import { createModelCaller } from '../../packages/ai-models/dist/calling/create-model-caller.js';
import { providers } from '../../packages/ai-models/dist/providers/list.js';
import { createFontCutter } from '../../packages/card/dist/type/font-cutter.js';
import { localFolderStorage } from '../../packages/storage/dist/local-folder.storage.js';
import { createPainter } from '../../packages/studio/dist/paint/painter.js';
import { sampleBriefs } from '../../packages/studio/dist/sample-briefs.js';
import { createStageModels } from '../../services/agent/dist/models/create-stage-models.js';
import { pipeline } from '../../services/agent/dist/pipeline/pipeline.js';
import { runPipeline } from '../../services/agent/dist/pipeline/run-pipeline.js';

const [atOnce = '1'] = process.argv.slice(2);
const WARMING = 20;
const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const port = Number(process.env.FAKE_MODELS_PORT ?? 28_197);
const url = `http://127.0.0.1:${port}`;
const server = fileURLToPath(new URL('../../packages/testing/dist/fake-models/serve.js', import.meta.url));
const fake = spawn(process.execPath, [server], { env: { ...process.env, FAKE_MODELS_PORT: String(port) } });
const ready = () => fetch(`http://127.0.0.1:${port + 1000}`).catch(() => undefined);
while (fake.exitCode === null && !(await ready())) await delay(50);
const painter = createPainter({ workers: 2, logger: silent });
const fonts = createFontCutter({ logger: silent });
const folder = await mkdtemp(join(tmpdir(), 'mojian-bench-'));
const storage = localFolderStorage(folder);
const caller = createModelCaller({
  providers,
  env: {
    QWEN_API_KEYS: [{ key: 'k', weight: 1 }],
    QWEN_BASE_URL: `${url}/compatible-mode/v1`,
    OPENAI_API_KEYS: [{ key: 'k', weight: 1 }],
    OPENAI_BASE_URL: `${url}/v1`,
  },
  limits: { take: async () => ({ release: () => undefined }) },
  prices: { currency: 'CNY', models: {} },
  logger: silent,
  clock: systemClock,
  random: Math.random,
});
const words = { models: [{ provider: 'qwen', model: 'qwen-max' }], wording: null };
const models = createStageModels({
  caller,
  choices: {
    concept: words,
    copy: words,
    code: words,
    image: { models: [{ provider: 'openai', model: 'gpt-image-1' }], wording: null },
  },
  calls: { record: async () => undefined, findReply: async () => undefined, keepReply: async () => undefined },
  observe: () => undefined,
  storage,
});
/** All but the gate: its time is the browser's. */
const stages = pipeline.filter(({ name }) => name !== 'gate');
const total = (seconds) => Object.values(seconds).reduce((sum, taken) => sum + taken, 0);
/** What the slowest chain of stages took: idea, then the picture beside words and page. */
const chain = ({ concept, copy, code, image }) => concept + Math.max(copy + code, image);

async function make(index) {
  const begin = performance.now();
  const seconds = {};
  let preview;
  await runPipeline({
    stages,
    context: {
      models,
      storage,
      painter,
      cutFonts: fonts.cut,
      gate: { inspect: () => Promise.reject(new Error('the gate is left out')) },
      brief: { ...sampleBriefs[index % sampleBriefs.length], language: 'zh' },
      taskId: randomUUID(),
      labelProducer: 'mojian-bench',
      signal: AbortSignal.timeout(300_000),
      onTitle: () => {
        preview ??= (performance.now() - begin) / 1000;
      },
    },
    checkpoints: { readAll: async () => new Map(), write: async () => undefined },
    onStage: ({ stage, state, seconds: taken }) => {
      if (state !== 'done') return;
      preview ??= (performance.now() - begin) / 1000;
      seconds[stage.name] = taken;
    },
  });
  return { wall: (performance.now() - begin) / 1000, preview, seconds };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const say = (name, value) => process.stdout.write(`${name.padEnd(44)}${value}\n`);
try {
  // A worker that was just started compiles its code and opens its connections with the first cards.
  await Promise.all(Array.from({ length: WARMING }, (_, index) => make(index)));
  const alone = await make(1);
  const critical = chain(alone.seconds);
  const cards = await Promise.all(Array.from({ length: Number(atOnce) }, (_, index) => make(index + 2)));
  const wall = Math.max(...cards.map((card) => card.wall));
  const stagesOf = (read) =>
    JSON.stringify(Object.fromEntries(stages.map(({ name }) => [name, Number(read(name).toFixed(2))])));
  say(
    'stages of one card alone, s',
    stagesOf((name) => alone.seconds[name]),
  );
  say(
    `stages of ${atOnce} at once, median s`,
    stagesOf((name) => median(cards.map(({ seconds }) => seconds[name]))),
  );
  say('critical path, s', critical.toFixed(2));
  say('one card alone, of its critical path', (alone.wall / critical).toFixed(3));
  say(`${atOnce} at once, all of them, s`, wall.toFixed(2));
  say(`${atOnce} at once, of the critical path of one`, (wall / critical).toFixed(3));
  say('first preview, of the critical path', (median(cards.map((card) => card.preview)) / critical).toFixed(3));
  say('stage after stage, of the critical path', (total(alone.seconds) / critical).toFixed(3));
} finally {
  const ended = once(fake, 'exit');
  fake.kill('SIGTERM');
  await Promise.all([ended, painter.close(), fonts.close()]);
  await rm(folder, { recursive: true, force: true });
}
