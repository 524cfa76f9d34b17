import { dayTones, defineScene, poemLeft } from './define-scene.js';

/** Mountains in mineral blue and green, outlined in gold. */
export const blueGreenMountains = defineScene({
  name: 'blue-green-mountains',
  title: { zh: '千里青绿', en: 'Blue-green mountains' },
  safe: poemLeft,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.15 },
    { name: 'peaks', depth: 0.35 },
    { name: 'valley', depth: 0.6 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'kind:mountain': 6,
    'kind:park': 2,
    'kind:village': 1,
    'sky:clear': 2,
    'sky:cloudy': 2,
    'sky:fog': 2,
    'part:dawn': 2,
    'part:day': 2,
    'part:dusk': 1,
    'season:spring': 1,
    'season:summer': 1,
    'season:autumn': 1,
    'festival:重阳节': 4,
  },
  against: ['sky:snow', 'kind:sea'],
  moods: ['hope', 'joy', 'calm', 'grateful', 'anxious', 'longing', 'angry'],
  templates: ['envelope', 'lantern', 'self-drawn-ink', 'flip-book', 'scratch-stamp', 'wind-bell'],
  weather: 'motes',
  prompt:
    'layered mountain peaks in mineral blue and malachite green with fine gold outlines, Song dynasty blue-green landscape, waterfall, tiny pavilion, sea of mist, golden silk ground',
  palette: { ground: '#d9c08c', ink: '#2b3a35', accent: '#1f7a72', paper: '#f6ecd6' },
  spokenOf:
    /青绿|千里江山|山水|群山|青山|高山|爬山|登山|登高|山顶|瀑布|\bmountain|\bpeaks?\b|\bsummit|waterfall|\bhik(?:e|ed|ing)\b/i,
});
