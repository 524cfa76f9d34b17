import { dayTones, defineScene, poemRight } from './define-scene.js';

/** Tea terraces in morning mist. */
export const teaTerrace = defineScene({
  name: 'tea-terrace',
  title: { zh: '茶山晨雾', en: 'Tea hills in the mist' },
  safe: poemRight,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.15 },
    { name: 'hills', depth: 0.35 },
    { name: 'terrace', depth: 0.6 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: null,
  for: {
    'season:spring': 3,
    'kind:mountain': 3,
    'kind:village': 4,
    'sky:fog': 4,
    'sky:cloudy': 1,
    'sky:rain': 1,
    'part:dawn': 3,
    'part:day': 1,
    'term:清明': 4,
    'term:谷雨': 5,
    'festival:清明节': 2,
  },
  against: ['sky:snow', 'part:night', 'kind:sea', 'kind:city', 'season:winter'],
  moods: ['calm', 'grateful', 'hope', 'joy', 'anxious', 'longing'],
  templates: ['envelope', 'frosted-window', 'wind-bell', 'self-drawn-ink', 'scratch-stamp', 'flip-book'],
  weather: 'motes',
  prompt:
    'tea terraces sweeping in curved rows over misty hills at dawn, a picker with a straw hat and basket, a small white farmhouse, soft green and pale gold wash',
  palette: { ground: '#b9c7a4', ink: '#27382c', accent: '#6f9a3f', paper: '#f4eedb' },
  spokenOf: /茶园|茶山|采茶|新茶|喝茶|泡茶|一杯茶|龙井|春茶|\btea\b|terraces?\b/i,
});
