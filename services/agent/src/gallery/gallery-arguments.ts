import { parseArgs } from 'node:util';
import { type TemplateName, templateNames } from '@mojian/studio/pages/template-names';
import { type SceneName, sceneNames } from '@mojian/studio/scenes/list';

/** What a gallery shows. */
export interface GalleryArguments {
  readonly cards: number;
  readonly seed: string;
  /** File of briefs in the form of the committed ones; those unless told. */
  readonly briefs: string | undefined;
  /** Only this picture, and only this opening, whatever the briefs ask for. */
  readonly scene: SceneName | undefined;
  readonly template: TemplateName | undefined;
  /** Folder of the contact sheet. */
  readonly out: string;
  readonly port: number;
  /** False: the contact sheet is all that is wanted. */
  readonly serve: boolean;
}

const MOST_CARDS = 200;

/** Reads the words after `run.sh studio`; throws a RangeError with a sentence for people. */
export function parseGalleryArguments(args: readonly string[]): GalleryArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cards: { type: 'string', default: '12' },
      seed: { type: 'string', default: 'studio' },
      briefs: { type: 'string' },
      scene: { type: 'string' },
      template: { type: 'string' },
      out: { type: 'string', default: 'out/studio' },
      port: { type: 'string', default: '8095' },
      'no-serve': { type: 'boolean', default: false },
    },
  });
  return {
    cards: numberOf('--cards', values.cards, MOST_CARDS),
    seed: values.seed,
    briefs: values.briefs,
    scene: oneOf('--scene', values.scene, sceneNames),
    template: oneOf('--template', values.template, templateNames),
    out: values.out,
    port: numberOf('--port', values.port, 65_535),
    serve: !values['no-serve'],
  };
}

function numberOf(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new RangeError(`${option} takes a whole number from 1 to ${most}, not "${text}".`);
}

function oneOf<T extends string>(option: string, text: string | undefined, names: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = names.find((name) => name === text);
  if (found) return found;
  throw new RangeError(`There is no ${option.slice(2)} "${text}". Choose one of: ${names.join(', ')}.`);
}
