import { dayTones, defineScene, poemRight } from './define-scene.js';

/** A lighthouse on its headland, and the open sea coming in. */
export const seaLighthouse = defineScene({
  name: 'sea-lighthouse',
  title: { zh: '海岬灯塔', en: 'Lighthouse on the headland' },
  safe: poemRight,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.12 },
    { name: 'sea', depth: 0.35 },
    { name: 'headland', depth: 0.5 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'kind:sea': 6,
    'sky:wind': 3,
    'sky:clear': 2,
    'sky:fog': 1,
    'sky:cloudy': 1,
    'season:summer': 2,
    'part:night': 1,
    'part:dusk': 1,
    'part:day': 1,
  },
  against: ['sky:snow', 'kind:mountain', 'kind:grassland'],
  moods: ['hope', 'longing', 'lonely', 'calm', 'anxious', 'love', 'grateful'],
  templates: ['envelope', 'lantern', 'paper-boat', 'scratch-stamp', 'flip-book', 'self-drawn-ink'],
  weather: 'glints',
  prompt:
    'white lighthouse on a rocky headland, long swell rolling in from the open sea, its beam over the water at night, gulls by day, surf on wet sand and beach grass in front, gouache',
  palette: { ground: '#35566f', ink: '#fdf6e6', accent: '#e0694a', paper: '#f6f0e2' },
  spokenOf: /海|灯塔|浪|潮|沙滩|港|\bsea\b|\bocean|lighthouse|\bwaves?\b|\bbeach|\bcoast|\btide/i,
});
