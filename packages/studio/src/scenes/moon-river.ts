import { dayTones, defineScene, poemRight } from './define-scene.js';

/** The moon over a river town. */
export const moonRiver = defineScene({
  name: 'moon-river',
  title: { zh: '江月人家', en: 'Moon over the river' },
  safe: poemRight,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.15 },
    { name: 'river', depth: 0.35 },
    { name: 'town', depth: 0.55 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    moon: 5,
    'full-moon': 3,
    'part:night': 4,
    'part:dusk': 1,
    'kind:river': 3,
    'kind:oldtown': 2,
    'kind:city': 1,
    'kind:sea': 2,
    'sky:clear': 2,
    'season:autumn': 1,
    'festival:中秋节': 4,
  },
  against: ['sky:snow', 'sky:rain', 'part:day'],
  moods: ['longing', 'love', 'lonely', 'hope', 'joy', 'grateful', 'calm'],
  templates: ['lantern', 'envelope', 'paper-boat', 'wind-bell', 'self-drawn-ink', 'flip-book'],
  weather: 'glints',
  prompt:
    'full moon over a quiet river town at night, column of moonlight on the water, lit windows, stone bridge, osmanthus branch in front, deep blue and gold',
  palette: { ground: '#0f1d3d', ink: '#fff1cf', accent: '#f2b863', paper: '#f6efe0' },
  spokenOf: /月亮|明月|月光|月色|月圆|今夜|今晚|灯火|江边|\bmoon|tonight|\briver\b/i,
});
