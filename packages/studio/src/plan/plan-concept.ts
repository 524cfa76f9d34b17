import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import { chooseLine } from '../copy/choose-line.js';
import { titlesEn } from '../copy/lines/titles.en.js';
import { titlesZh } from '../copy/lines/titles.zh.js';
import { sceneInfo, sceneNames } from '../paint/scenes.js';
import { choose } from './choose.js';
import { picturedBy } from './pictured-words.js';
import { type Fact, readFacts, readPlace } from './read-facts.js';
import { readMood } from './read-mood.js';
import { type SceneRule, sceneRules } from './scene-rules.js';

/** Scenes within this distance of the best fit are equally true; the seed chooses among them. */
const SCENE_MARGIN = 4;
const CONTRADICTION = 12;

const fitOf = (rule: SceneRule, facts: ReadonlySet<Fact>, mood: Concept['mood'], words: string): number => {
  const spoken = [...facts].reduce((sum, fact) => sum + (rule.for[fact] ?? 0), 0);
  const denied = rule.against.filter((fact) => facts.has(fact)).length * CONTRADICTION;
  return spoken - denied + (rule.moods.includes(mood) ? 2 : 0) + picturedBy(words, rule.name);
};

function chooseScene(brief: Brief, facts: ReadonlySet<Fact>, mood: Concept['mood']): SceneRule {
  const painted = sceneRules.filter((rule) => sceneNames.includes(rule.name));
  const fits = painted.map((rule) => ({ rule, fit: fitOf(rule, facts, mood, brief.words) }));
  const best = Math.max(...fits.map(({ fit }) => fit));
  const true_ = fits.filter(({ fit }) => fit >= best - SCENE_MARGIN);
  return choose(true_, { seed: brief.seed, purpose: 'scene', weight: ({ fit }) => 1 + fit - best + SCENE_MARGIN }).rule;
}

/**
 * The idea of a card from what is known: mood by words, pick, ink, weather; scene by facts, then mood and seed. Pure:
 * the same brief gives the same concept, and another seed another picture, opening or title where the facts allow it.
 */
export function planConcept(brief: Brief): Concept {
  const facts = readFacts(brief);
  const { mood, reasons } = readMood(brief);
  const rule = chooseScene(brief, facts, mood);
  const { width, height } = sceneInfo(rule.name);
  const titles = brief.language === 'en' ? titlesEn : titlesZh;
  return {
    title: chooseLine(titles, { mood, facts, place: readPlace(brief), seed: brief.seed, purpose: 'title' }).text,
    mood,
    mood_reasons: reasons,
    scene: rule.name,
    template: choose(rule.templates, { seed: brief.seed, purpose: 'template' }),
    palette: rule.palette,
    picture: { width, height, prompt: `${rule.prompt}; mood: ${mood}; no text, no people's faces` },
    animation_hint: rule.weather,
    seed: brief.seed,
  };
}
