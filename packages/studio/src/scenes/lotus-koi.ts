import { defineScene, poemRight } from './define-scene.js';

/** A pond looked down into: lotus leaves, blossoms, koi. */
export const lotusKoi = defineScene({
  name: 'lotus-koi',
  title: { zh: '荷风锦鲤', en: 'Koi under the lotus' },
  safe: poemRight,
  planes: [
    { name: 'water', depth: 0 },
    { name: 'ripples', depth: 0.15 },
    { name: 'koi', depth: 0.35 },
    { name: 'leaves', depth: 0.6 },
    { name: 'front', depth: 1 },
  ],
  tones: { dawn: 'light', day: 'light', dusk: 'light', night: 'light' },
  falls: null,
  for: {
    'season:summer': 4,
    'kind:lake': 2,
    'kind:park': 3,
    'kind:oldtown': 1,
    'sky:clear': 1,
    'sky:rain': 1,
    'part:dawn': 1,
    'part:day': 1,
    'term:立夏': 2,
    'term:小暑': 3,
    'term:大暑': 3,
  },
  against: ['sky:snow', 'season:winter', 'kind:sea'],
  moods: ['love', 'calm', 'joy', 'grateful', 'anxious', 'hope'],
  templates: ['envelope', 'paper-boat', 'frosted-window', 'wind-bell', 'self-drawn-ink', 'scratch-stamp', 'flip-book'],
  weather: 'glints',
  prompt:
    'deep jade pond seen from above at an angle, large lotus leaves and pink blossoms around the edges, two koi swimming, fine ripples of light, gongbi painting',
  palette: { ground: '#1f4f49', ink: '#f3fbef', accent: '#e0567a', paper: '#f3efdf' },
  spokenOf: /荷|莲|锦鲤|池塘|鱼儿|小鱼|游鱼|睡莲|\blotus|\bkoi\b|\bpond|water ?lil(?:y|ies)/i,
});
