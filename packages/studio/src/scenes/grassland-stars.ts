import { dayTones, defineScene, poemLeft } from './define-scene.js';

/** Grassland to the end of the world, and the whole sky over it. */
export const grasslandStars = defineScene({
  name: 'grassland-stars',
  title: { zh: '草原星河', en: 'Stars over the grassland' },
  safe: poemLeft,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.12 },
    { name: 'plain', depth: 0.35 },
    { name: 'camp', depth: 0.55 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'kind:grassland': 7,
    'part:night': 3,
    'sky:clear': 3,
    'sky:wind': 3,
    'season:summer': 2,
    'season:autumn': 1,
    'kind:mountain': 1,
    'kind:village': 1,
  },
  against: ['sky:snow', 'kind:city', 'kind:sea'],
  moods: ['calm', 'hope', 'joy', 'longing', 'lonely', 'grateful', 'anxious'],
  templates: ['lantern', 'envelope', 'flip-book', 'scratch-stamp', 'self-drawn-ink', 'wind-bell'],
  weather: 'motes',
  prompt:
    'wide grassland under a huge sky, a winding river, a yurt with a lit door, horses grazing, the Milky Way at night or drifting clouds by day, long grass in the wind in front, gouache',
  palette: { ground: '#26405a', ink: '#fdf5df', accent: '#f0b45c', paper: '#f5efdf' },
  spokenOf: /草原|星星|星空|银河|繁星|流星|牧|骏马|旷野|\bstars?\b|milky way|grassland|prairie|\bhorses?\b|meadow/i,
});
