import { dayTones, defineScene, poemLeft } from './define-scene.js';

/** A misty lake in soft rain. */
export const lakeRain = defineScene({
  name: 'lake-rain',
  title: { zh: '西湖烟雨', en: 'Rain on the lake' },
  safe: poemLeft,
  planes: [
    { name: 'sky', depth: 0 },
    { name: 'far', depth: 0.15 },
    { name: 'lake', depth: 0.35 },
    { name: 'boat', depth: 0.6 },
    { name: 'front', depth: 1 },
  ],
  tones: dayTones,
  falls: 'rain',
  for: {
    'sky:rain': 6,
    'sky:fog': 3,
    'sky:cloudy': 2,
    'kind:lake': 4,
    'kind:river': 1,
    'kind:oldtown': 1,
    'kind:park': 2,
    'season:spring': 2,
    'season:summer': 1,
    'part:day': 1,
    'part:dawn': 1,
  },
  against: ['sky:snow', 'sky:clear', 'moon'],
  moods: ['longing', 'sad', 'calm', 'anxious', 'angry', 'grateful'],
  templates: ['envelope', 'frosted-window', 'paper-boat', 'wind-bell', 'self-drawn-ink', 'scratch-stamp', 'flip-book'],
  weather: 'rain',
  prompt:
    'misty lake in soft rain, ridges fading into fog, a pagoda, a small boat with an umbrella, willow branch in front, Chinese ink and light green wash',
  palette: { ground: '#c4cfcb', ink: '#22312f', accent: '#5f8a7a', paper: '#f5eede' },
  spokenOf: /雨|西湖|烟波|湖上|\brain|drizzle|\blake\b/i,
});
