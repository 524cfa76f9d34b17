import { dayTones, defineScene, poemRight } from './define-scene.js';

/** A small station: rails, a bench, and a tree that lets its leaves go. */
export const autumnPlatform = defineScene({
  name: 'autumn-platform',
  title: { zh: '小站等车', en: 'A small station' },
  safe: poemRight,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.12 },
    { name: 'rails', depth: 0.35 },
    { name: 'platform', depth: 0.6 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'kind:station': 7,
    'season:autumn': 3,
    'kind:village': 2,
    'kind:campus': 2,
    'kind:park': 1,
    'sky:wind': 2,
    'sky:cloudy': 1,
    'part:dusk': 1,
    'part:dawn': 1,
  },
  against: ['sky:snow', 'kind:sea', 'kind:grassland', 'season:summer'],
  moods: ['longing', 'hope', 'lonely', 'love', 'grateful', 'sad', 'calm'],
  templates: ['envelope', 'lantern', 'scratch-stamp', 'flip-book', 'wind-bell', 'self-drawn-ink'],
  weather: 'motes',
  prompt:
    'small country railway platform in autumn, rails converging to far hills, a ginkgo letting its golden leaves fall, a lamp, a bench with a suitcase, a train far off with its light on, gouache',
  palette: { ground: '#8a6a4a', ink: '#fff4e0', accent: '#e2a33c', paper: '#f7efdf' },
  spokenOf: /车站|站台|火车|高铁|列车|铁轨|银杏|落叶|枫|\btrain|station|platform|railway|autumn leaves|ginkgo/i,
});
