import { dayTones, defineScene, poemLeft } from './define-scene.js';

/** The city through a wet window, from a warm room. */
export const cityRainWindow = defineScene({
  name: 'city-rain-window',
  title: { zh: '窗外是城', en: 'The city through the window' },
  safe: poemLeft,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.1 },
    { name: 'city', depth: 0.25 },
    { name: 'glass', depth: 0.7 },
    { name: 'room', depth: 1 },
  ],
  tones: dayTones,
  falls: 'rain',
  for: {
    'kind:city': 4,
    'kind:campus': 2,
    'kind:station': 1,
    'sky:rain': 5,
    'sky:cloudy': 2,
    'sky:fog': 2,
    'part:night': 2,
    'part:dusk': 2,
  },
  against: ['sky:clear', 'sky:snow', 'sky:wind', 'kind:sea', 'kind:grassland', 'kind:mountain'],
  moods: ['lonely', 'sad', 'longing', 'calm', 'anxious', 'angry', 'love', 'grateful'],
  templates: ['frosted-window', 'envelope', 'scratch-stamp', 'flip-book', 'wind-bell', 'self-drawn-ink'],
  weather: 'motes',
  indoors: true,
  prompt:
    'seen from inside a warm room: rain running down the window, blurred towers and bokeh of city lights behind, a cup of tea and a vase with a branch on the wooden sill, a cat looking out, gouache',
  palette: { ground: '#2b3750', ink: '#fff4e2', accent: '#f2a65e', paper: '#f6efe3' },
  spokenOf: /窗|城市|加班|下班|写字楼|公寓|高楼|出租屋|\bcity\b|window|office|downtown|apartment|overtime/i,
});
