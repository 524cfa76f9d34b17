import { dayTones, defineScene, poemLeft } from './define-scene.js';

/** An old lane between white walls, red lanterns on wet stone. */
export const lanternLane = defineScene({
  name: 'lantern-lane',
  title: { zh: '巷里灯红', en: 'Lanterns in the lane' },
  safe: poemLeft,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.15 },
    { name: 'lane', depth: 0.4 },
    { name: 'lanterns', depth: 0.65 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'kind:oldtown': 6,
    'kind:city': 2,
    'kind:village': 1,
    'part:night': 4,
    'part:dusk': 2,
    'sky:rain': 2,
    'sky:cloudy': 1,
    'season:spring': 1,
    'season:winter': 1,
    'festival:春节': 5,
    'festival:元宵节': 6,
    'festival:除夕': 5,
  },
  against: ['part:day', 'kind:sea', 'kind:grassland', 'kind:mountain'],
  moods: ['longing', 'lonely', 'love', 'sad', 'joy', 'hope', 'grateful'],
  templates: ['lantern', 'envelope', 'frosted-window', 'wind-bell', 'flip-book', 'scratch-stamp', 'self-drawn-ink'],
  weather: 'glints',
  prompt:
    'narrow old-town lane at night between white walls and dark tiled roofs, red lanterns along the eaves, wet flagstones reflecting their light, one figure walking home, ink wash and warm red',
  palette: { ground: '#16203a', ink: '#fff1da', accent: '#e5533a', paper: '#f6eddc' },
  spokenOf: /巷|弄堂|胡同|灯笼|老街|古镇|青石板|花灯|\blanterns?\b|\balley|\blane\b|old town/i,
});
