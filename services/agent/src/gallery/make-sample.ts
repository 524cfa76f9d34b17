import { randomUUID } from 'node:crypto';
import type { Gate } from '@mojian/card/gate/inspect-page';
import { subsetFonts } from '@mojian/card/type/subset-fonts';
import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { GateReport } from '@mojian/contracts/card/gate-report';
import type { ObjectStorage } from '@mojian/storage/object-storage';
import type { TemplateName } from '@mojian/studio/pages/template-names';
import type { Painter } from '@mojian/studio/paint/painter';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { type SceneName, sceneInfo } from '@mojian/studio/scenes/list';
import type { z } from 'zod';
import { studioAlone } from '../models/studio-alone.js';
import { assembleCard } from '../pipeline/assemble-card.js';
import { pipeline } from '../pipeline/pipeline.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import { codeStage } from '../pipeline/stages/code.stage.js';
import { conceptStage } from '../pipeline/stages/concept.stage.js';
import { copyStage } from '../pipeline/stages/copy.stage.js';
import { gateStage } from '../pipeline/stages/gate.stage.js';
import { imageStage } from '../pipeline/stages/image.stage.js';

export interface SampleTools {
  readonly painter: Painter;
  readonly gate: Gate;
  readonly storage: ObjectStorage;
}

export interface SampleWish {
  readonly brief: Brief;
  /** Instead of what the planner would take. */
  readonly scene?: SceneName | undefined;
  readonly template?: TemplateName | undefined;
}

/** A card made by the pipeline itself, for the eyes of whoever works on it. */
export interface Sample {
  readonly brief: Brief;
  readonly concept: Concept;
  readonly copy: Copy;
  readonly html: string;
  /** Of each stage, s. */
  readonly seconds: Readonly<Record<string, number>>;
}

export interface CheckedSample extends Sample {
  /** JPEG. */
  readonly poster: Buffer;
  readonly report: GateReport;
}

const TIME_LIMIT_MS = 120_000;
const PRODUCER = 'mojian-studio';

/** A card as people get it, gate and poster included. Rejects as a task fails. */
export async function makeCheckedSample(tools: SampleTools, wish: SampleWish): Promise<CheckedSample> {
  const { outputs, ...sample } = await make(tools, wish, pipeline);
  const { page, poster, report } = gateStage.output.parse(outputs[gateStage.name]);
  const [html, jpeg] = await Promise.all([
    tools.storage.get(page.hash, page.ext),
    tools.storage.get(poster.hash, poster.ext),
  ]);
  if (!html || !jpeg) throw new Error('the files of the card are not in storage');
  return { ...sample, html: html.toString(), poster: jpeg, report };
}

/** Without the gate: as soon as its page can be looked at. */
export async function makeSample(tools: SampleTools, wish: SampleWish): Promise<Sample> {
  const stages = pipeline.filter((stage) => stage !== gateStage);
  const { outputs, ...sample } = await make(tools, wish, stages);
  const page = codeStage.output.parse(outputs[codeStage.name]);
  const picture = imageStage.output.parse(outputs[imageStage.name]);
  return { ...sample, html: await assembleCard(page, picture, tools.storage) };
}

async function make(tools: SampleTools, wish: SampleWish, stages: typeof pipeline) {
  const { brief } = wish;
  const seconds: Record<string, number> = {};
  // A stage that is said to be finished is not run: so the wish replaces what the planner would take.
  const planned = new Map([[`${conceptStage.name}@${conceptStage.version}`, conceptOf(wish)]]);
  const outputs = await runPipeline({
    stages,
    context: {
      ...tools,
      models: studioAlone,
      cutFonts: subsetFonts,
      noteVisit: async () => undefined,
      brief,
      taskId: randomUUID(),
      labelProducer: PRODUCER,
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    },
    checkpoints: { readAll: async () => planned, write: async () => undefined },
    onStage: ({ stage, seconds: taken }) => {
      if (taken !== undefined) seconds[stage.name] = taken;
    },
  });
  const concept = conceptStage.output.parse(outputs[conceptStage.name]);
  return { brief, concept, copy: copyStage.output.parse(outputs[copyStage.name]), seconds, outputs };
}

function conceptOf({ brief, scene, template }: SampleWish): z.output<typeof conceptStage.output> {
  const planned = planConcept(brief);
  const { palette, weather } = sceneInfo(scene ?? 'lake-rain');
  return {
    ...planned,
    ...(scene && { scene, palette, animation_hint: weather }),
    ...(template && { template }),
    made: { by: 'studio', degraded: false },
  };
}
