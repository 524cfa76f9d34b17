import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import { chooseLine, lineWish } from '../copy/choose-line.js';
import { titlesEn } from '../copy/lines/titles.en.js';
import { titlesZh } from '../copy/lines/titles.zh.js';
import type { TemplateName } from '../pages/template-names.js';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../scenes/define-scene.js';
import { type SceneInfo, scenes } from '../scenes/list.js';
import { choose } from './choose.js';
import { type Fact, readFacts } from './read-facts.js';
import { readMood } from './read-mood.js';

/** Scenes within this distance of the best fit are equally true; the seed chooses among them. */
const SCENE_MARGIN = 4;
const CONTRADICTION = 12;
/** Louder than any one fact, quieter than a contradiction: who writes of snow wants to see snow, but not in July. */
const SPOKEN_OF = 7;

const fitOf = (scene: SceneInfo, facts: ReadonlySet<Fact>, mood: Concept['mood'], words: string): number => {
  const spoken = [...facts].reduce((sum, fact) => sum + (scene.for[fact] ?? 0), 0);
  const denied = scene.against.filter((fact) => facts.has(fact)).length * CONTRADICTION;
  return spoken - denied + (scene.moods.includes(mood) ? 2 : 0) + (scene.spokenOf.test(words) ? SPOKEN_OF : 0);
};

/** A picture or an opening is again as welcome as any after so many cards without it. */
const FORGOTTEN_AFTER = 6;

/** Between 0, on the very last card, and 1: not on the last six. */
function freshness(seen: readonly string[], name: string): number {
  const ago = seen.indexOf(name);
  return ago < 0 ? 1 : Math.min(1, ago / FORGOTTEN_AFTER);
}

function chooseScene(brief: Brief, facts: ReadonlySet<Fact>, mood: Concept['mood']): SceneInfo {
  const fits = scenes.map((scene) => ({ scene, fit: fitOf(scene, facts, mood, brief.words) }));
  const best = Math.max(...fits.map(({ fit }) => fit));
  const true_ = fits.filter(({ fit }) => fit >= best - SCENE_MARGIN);
  const seen = brief.recent.map(({ scene }) => scene);
  const weight = ({ scene: { name }, fit }: { scene: SceneInfo; fit: number }): number =>
    (1 + fit - best + SCENE_MARGIN) * (0.01 + freshness(seen, name));
  return choose(true_, { seed: brief.seed, purpose: 'scene', weight }).scene;
}

function chooseTemplate({ seed, recent }: Brief, { templates }: SceneInfo): TemplateName {
  const seen = recent.map(({ template }) => template);
  return choose(templates, { seed, purpose: 'template', weight: (name) => 0.01 + freshness(seen, name) });
}

/**
 * The idea of a card from what is known: mood by words, pick, ink, weather; scene by facts, then mood and seed. Pure:
 * the same brief gives the same concept, and another seed another picture, opening or title where the facts allow it.
 */
export function planConcept(brief: Brief): Concept {
  const facts = readFacts(brief);
  const { mood, reasons } = readMood(brief);
  const scene = chooseScene(brief, facts, mood);
  const titles = brief.language === 'en' ? titlesEn : titlesZh;
  return {
    title: chooseLine(titles, { ...lineWish(brief, { mood, seed: brief.seed }), purpose: 'title' }).text,
    mood,
    mood_reasons: reasons,
    scene: scene.name,
    template: chooseTemplate(brief, scene),
    palette: scene.palette,
    picture: {
      width: PICTURE_WIDTH,
      height: PICTURE_HEIGHT,
      prompt: `${scene.prompt}; mood: ${mood}; no text, no people's faces`,
    },
    animation_hint: scene.weather,
    seed: brief.seed,
  };
}
