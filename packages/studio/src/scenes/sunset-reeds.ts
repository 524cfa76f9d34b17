import { dayTones, defineScene, poemRight } from './define-scene.js';

/** Reeds and wild geese at sundown. */
export const sunsetReeds = defineScene({
  name: 'sunset-reeds',
  title: { zh: '落霞苇岸', en: 'Reeds at sundown' },
  safe: poemRight,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.15 },
    { name: 'water', depth: 0.35 },
    { name: 'boat', depth: 0.6 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'part:dusk': 5,
    'sky:clear': 2,
    'sky:wind': 2,
    'season:autumn': 3,
    'season:summer': 2,
    'part:day': 2,
    'part:dawn': 2,
    'kind:lake': 1,
    'kind:river': 1,
    'kind:sea': 2,
    'kind:grassland': 2,
  },
  against: ['sky:rain', 'sky:snow', 'part:night'],
  moods: ['joy', 'grateful', 'love', 'hope', 'calm', 'sad', 'angry', 'anxious'],
  templates: ['envelope', 'lantern', 'paper-boat', 'wind-bell', 'scratch-stamp', 'flip-book', 'self-drawn-ink'],
  weather: 'motes',
  prompt:
    'sunset over a reed marsh, glowing clouds, a line of wild geese, gold light on the water, reeds in front, warm wash',
  palette: { ground: '#7a3f4e', ink: '#fff3df', accent: '#ffb066', paper: '#f8efdf' },
  spokenOf: /晚霞|夕阳|落日|黄昏|傍晚|芦苇|大雁|sunset|dusk|evening/i,
});
