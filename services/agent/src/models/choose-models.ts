import { type ModelList, readModelList } from '@mojian/ai-models/calling/model-list';
import { providers } from '@mojian/ai-models/providers/list';
import type { ModelStage } from '@mojian/contracts/routes/stage-setting.routes';
import type { Logger } from '@mojian/telemetry/logger';
import type { WorkerEnv } from '../env.js';
import { checkSetting } from './check-setting.js';
import { stageLists } from './models-env.js';
import type { StageChoice, StageChoices } from './stage-models.js';
import type { TaskSettings, UsedSetting } from './task-settings.js';

interface ChooserOptions {
  readonly env: WorkerEnv;
  readonly logger: Logger;
}

/** Settings that one process may meet in its life are few; this bounds what it remembers of them. */
const MOST_KNOWN = 100;

/**
 * Whom each stage asks, and in which words, by what is in force for a card. A setting that cannot be used here (a key
 * was taken away, the prompt wants another place by now) is told of once, and the stage does as its code says.
 */
export function createModelChooser({ env, logger }: ChooserOptions): (settings: TaskSettings) => StageChoices {
  const known = new Map<number, StageChoice>();
  const choose = (stage: ModelStage, setting: UsedSetting | undefined): StageChoice => {
    if (!setting) return { models: readList(env, stage, env[stageLists[stage].variable]), wording: null };
    const choice = known.get(setting.number) ?? read(stage, setting);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(setting.number, choice);
    return choice;
  };
  const read = (stage: ModelStage, { number, content }: UsedSetting): StageChoice => {
    const problems = checkSetting({ stage, content, env });
    if (problems.length === 0) return choiceOf(env, stage, { number, content });
    logger.error('stage_setting.unusable', { stage, number, problems });
    return choose(stage, undefined);
  };
  return ({ concept, copy, image, code }) => ({
    concept: choose('concept', concept),
    copy: choose('copy', copy),
    image: choose('image', image),
    code: choose('code', code),
  });
}

/** Calls are counted by the setting's number where it changes what is said, not where it changes who is asked. */
function choiceOf(env: WorkerEnv, stage: ModelStage, { number, content }: UsedSetting): StageChoice {
  const { models = env[stageLists[stage].variable] } = content;
  return { models: readList(env, stage, models), wording: wordingOf({ number, content }) };
}

const wordingOf = ({ number, content: { system, guidance } }: UsedSetting): StageChoice['wording'] =>
  system || guidance ? { number, system, guidance } : null;

function readList(env: WorkerEnv, stage: ModelStage, text: string): ModelList {
  const { variable, kind } = stageLists[stage];
  const reading = readModelList(text, { kind, providers, env });
  // The environment, and the setting, were checked by the same rules.
  if (!reading.success) throw new Error(`${variable}: ${reading.problems.join('; ')}`);
  return reading.list;
}
