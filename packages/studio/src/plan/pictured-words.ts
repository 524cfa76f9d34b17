import type { SceneName } from '../paint/scenes.js';

/** Louder than any one fact, quieter than a contradiction: who writes of snow wants to see snow, but not in July. */
const SPOKEN_OF = 7;

const PICTURED: readonly (readonly [SceneName, RegExp])[] = [
  ['snow-village', /雪|雾凇|\bsnow/i],
  ['lake-rain', /雨|西湖|烟波|湖上|\brain|drizzle|\blake\b/i],
  ['moon-river', /月亮|明月|月光|月色|月圆|今夜|今晚|灯火|江边|\bmoon|tonight|\briver\b/i],
  ['sunset-reeds', /晚霞|夕阳|落日|黄昏|傍晚|芦苇|大雁|sunset|dusk|evening/i],
];

/** How strongly the person's own words ask for a scene. They picture it; that makes none of it a fact that may be stated. */
export const picturedBy = (words: string, scene: SceneName): number =>
  PICTURED.some(([name, pattern]) => name === scene && pattern.test(words)) ? SPOKEN_OF : 0;
