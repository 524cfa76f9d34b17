import type { Mood } from '@mojian/contracts/mood';
import type { SceneName } from '../paint/scenes.js';
import type { Fact } from './read-facts.js';

type Weather = 'rain' | 'snow' | 'glints' | 'motes';

/** The ways of opening a card, see `pages/templates/list.ts`. */
export type TemplateName = 'envelope' | 'frosted-window' | 'lantern';

/** When a scene fits, how a page of it is coloured and moves. */
export interface SceneRule {
  readonly name: SceneName;
  /** Facts that speak for the scene and how loudly. */
  readonly for: Readonly<Partial<Record<Fact, number>>>;
  /** Facts that the picture would contradict. */
  readonly against: readonly Fact[];
  readonly moods: readonly Mood[];
  /** Openings that belong to the picture. */
  readonly templates: readonly TemplateName[];
  readonly weather: Weather;
  /** For an image model that paints instead of us. */
  readonly prompt: string;
  readonly palette: { readonly ground: string; readonly ink: string; readonly accent: string; readonly paper: string };
}

export const sceneRules: readonly SceneRule[] = [
  {
    name: 'lake-rain',
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
    templates: ['envelope', 'frosted-window', 'lantern'],
    weather: 'rain',
    prompt:
      'misty lake in soft rain, ridges fading into fog, a pagoda, a small boat with an umbrella, willow branch in front, Chinese ink and light green wash',
    palette: { ground: '#c4cfcb', ink: '#22312f', accent: '#5f8a7a', paper: '#f5eede' },
  },
  {
    name: 'moon-river',
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
    templates: ['lantern', 'envelope'],
    weather: 'glints',
    prompt:
      'full moon over a quiet river town at night, column of moonlight on the water, lit windows, stone bridge, osmanthus branch in front, deep blue and gold',
    palette: { ground: '#0f1d3d', ink: '#fff1cf', accent: '#f2b863', paper: '#f6efe0' },
  },
  {
    name: 'snow-village',
    for: { 'sky:snow': 8, 'season:winter': 4, 'kind:mountain': 2, 'kind:village': 2, 'part:night': 1, 'part:dusk': 1 },
    against: ['season:summer', 'season:spring', 'sky:rain'],
    moods: ['calm', 'lonely', 'hope', 'grateful', 'longing', 'love'],
    templates: ['frosted-window', 'lantern', 'envelope'],
    weather: 'snow',
    prompt:
      'small cabin with warm windows in a snowy valley at dusk, fir forest, footprints, pale violet sky, falling snow, gouache',
    palette: { ground: '#28356a', ink: '#fbf6ff', accent: '#ffce8a', paper: '#f7f1e6' },
  },
  {
    name: 'sunset-reeds',
    for: {
      'part:dusk': 5,
      'sky:clear': 2,
      'sky:wind': 2,
      'season:autumn': 3,
      'season:summer': 2,
      'part:day': 2,
      'part:dawn': 2,
      'kind:lake': 1,
      'kind:river': 1,
      'kind:sea': 2,
      'kind:grassland': 2,
    },
    against: ['sky:rain', 'sky:snow', 'part:night'],
    moods: ['joy', 'grateful', 'love', 'hope', 'calm', 'sad', 'angry', 'anxious'],
    templates: ['envelope', 'lantern'],
    weather: 'motes',
    prompt:
      'sunset over a reed marsh, glowing clouds, a line of wild geese, gold light on the water, reeds in front, warm wash',
    palette: { ground: '#7a3f4e', ink: '#fff3df', accent: '#ffb066', paper: '#f8efdf' },
  },
];
