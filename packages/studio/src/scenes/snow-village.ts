import { dayTones, defineScene, poemLeft } from './define-scene.js';

/** A village under snow, one window lit. */
export const snowVillage = defineScene({
  name: 'snow-village',
  title: { zh: '雪夜归人', en: 'Home through the snow' },
  safe: poemLeft,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.12 },
    { name: 'forest', depth: 0.3 },
    { name: 'village', depth: 0.5 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: 'snow',
  for: { 'sky:snow': 18, 'season:winter': 4, 'kind:mountain': 2, 'kind:village': 2, 'part:night': 1, 'part:dusk': 1 },
  against: ['season:summer', 'sky:rain'],
  moods: ['calm', 'lonely', 'hope', 'grateful', 'longing', 'love'],
  templates: ['frosted-window', 'lantern', 'envelope', 'scratch-stamp', 'flip-book', 'self-drawn-ink'],
  weather: 'snow',
  prompt:
    'small cabin with warm windows in a snowy valley at dusk, fir forest, footprints, pale violet sky, falling snow, gouache',
  palette: { ground: '#28356a', ink: '#fbf6ff', accent: '#ffce8a', paper: '#f7f1e6' },
  spokenOf: /雪|雾凇|\bsnow/i,
});
