import { readModelList } from '@mojian/ai-models/calling/model-list';
import { providers } from '@mojian/ai-models/providers/list';
import type { TextRequest } from '@mojian/ai-models/text-model';
import type { Brief } from '@mojian/contracts/brief';
import type { ModelStage, SettingContent } from '@mojian/contracts/routes/stage-setting.routes';
import { writeCopy } from '@mojian/studio/copy/write-copy';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { codePrompt } from '../prompts/code.prompt.js';
import { conceptPrompt } from '../prompts/concept.prompt.js';
import { copyPrompt } from '../prompts/copy.prompt.js';
import type { Fence } from '../prompts/define-prompt.js';
import { createFence } from '../prompts/fence.js';
import { type PromptText, placesOf, placesWanted, type Wording } from '../prompts/write-system.js';
import { stageLists } from './models-env.js';

/** What is wrong with a setting, and in which field. */
export interface SettingProblem {
  readonly path: string;
  readonly message: string;
}

interface Checked {
  readonly stage: ModelStage;
  readonly content: SettingContent;
  /** Of the workers, by name. */
  readonly env: Readonly<Record<string, unknown>>;
}

/** The texts that admins may put otherwise. */
export const promptTexts = { concept: conceptPrompt, copy: copyPrompt, code: codePrompt } as const;

const languages = ['zh', 'en'] as const;
/** Characters of all instructions; the code's own have 3,619 at most. */
const MOST_SYSTEM = 9_000;
/** Two that differ in all that is said of them. */
const SAMPLES = sampleBriefs.slice(0, 2);
const FENCED = /^<data \w+>\n[^<>&]*\n<\/data \w+>$/;

/** Nothing where the stage can work with it; else a sentence for each fault. */
export function checkSetting({ stage, content, env }: Checked): SettingProblem[] {
  const problems = checkModels({ stage, content, env });
  if (stage === 'image') {
    const message = 'the prompt of a picture is the idea’s own; only guidance can be added';
    return content.system ? [...problems, { path: 'content.system', message }] : problems;
  }
  const places = checkPlaces(promptTexts[stage], content);
  problems.push(...places);
  return places.length > 0 ? problems : [...problems, ...checkWritten(stage, content)];
}

function checkModels({ stage, content, env }: Checked): SettingProblem[] {
  if (content.models === undefined) return [];
  const reading = readModelList(content.models, { kind: stageLists[stage].kind, providers, env });
  return reading.success ? [] : reading.problems.map((message) => ({ path: 'content.models', message }));
}

/** Each part that the answer's readers depend on must be named once, and nothing that is none. */
function checkPlaces(text: PromptText, { system }: SettingContent): SettingProblem[] {
  if (!system) return [];
  return languages.flatMap((language) => {
    const wanted = placesWanted(text, language);
    const named = placesOf(system[language]);
    const told = (message: string): SettingProblem => ({ path: `content.system.${language}`, message });
    return [
      ...wanted.filter((place) => !named.includes(place)).map((place) => told(`{{${place}}} is missing`)),
      ...wanted
        .filter((place) => named.indexOf(place) !== named.lastIndexOf(place))
        .map((place) => told(`{{${place}}} stands there more than once`)),
      ...[...new Set(named)]
        .filter((place) => !wanted.includes(place))
        .map((place) => told(`{{${place}}} is none of ${wanted.map((each) => `{{${each}}}`).join(', ')}`)),
    ];
  });
}

/** Has the prompt written for samples, as a worker would. */
function checkWritten(stage: Exclude<ModelStage, 'image'>, content: SettingContent): SettingProblem[] {
  const fence = createFence('0123456789abcdef01234567');
  const problems = languages.flatMap((language) => {
    const path = content.system ? `content.system.${language}` : `content.guidance.${language}`;
    const parts = Object.values(promptTexts[stage].parts(language));
    return SAMPLES.flatMap((sample) => {
      const request = write(stage, { brief: { ...sample, language }, fence, wording: content });
      const { system } = request;
      return [
        ...(parts.every((part) => system.includes(part)) ? [] : ['a part of the code’s own is lost']),
        ...(system.includes(fence.rule[language]) ? [] : ['the rule about the fence is lost']),
        ...(isFenced(request) ? [] : ['the data stands outside of its fence']),
        ...(system.length <= MOST_SYSTEM ? [] : [`the whole has more than ${MOST_SYSTEM} characters`]),
      ].map((message) => ({ path, message }));
    });
  });
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}

const isFenced = ({ messages }: TextRequest): boolean => messages.every(({ content }) => FENCED.test(content));

interface Writing {
  readonly brief: Brief;
  readonly fence: Fence;
  readonly wording: Wording;
}

function write(stage: Exclude<ModelStage, 'image'>, { brief, fence, wording }: Writing): TextRequest {
  if (stage === 'concept') return conceptPrompt.write(brief, fence, wording);
  const concept = planConcept(brief);
  if (stage === 'copy') return copyPrompt.write({ brief, concept }, fence, wording);
  return codePrompt.write({ brief, concept, copy: writeCopy(brief, concept) }, fence, wording);
}
