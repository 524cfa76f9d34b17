import type { InkPoint } from '@mojian/contracts/ink';
import type { Mood } from '@mojian/contracts/mood';
import { type Gesture, measureInk } from './measure-ink.js';

/** What a drawing tells, and by what, in words that follow 「你的笔迹」 or `Your strokes`. */
interface Hand {
  readonly mood: Mood;
  readonly seen: { readonly zh: string; readonly en: string };
}

interface Sign extends Hand {
  readonly shows: (gesture: Gesture) => boolean;
}

/** Drawing sizes a second; a calm line across the canvas takes about a second. */
const FAST = 3;
const SLOW = 0.8;
/** Corners for each size of length from which a line counts as jagged, and the least number of them. */
const JAGGED = 0.6;
const LEAST_CORNERS = 5;
/** Times its own size from which a drawing counts as crossed over and over. */
const DENSE = 14;

const fast = ({ speed }: Gesture): boolean => speed !== null && speed > FAST;
const jagged = ({ jaggedness, corners }: Gesture): boolean => jaggedness > JAGGED && corners >= LEAST_CORNERS;
const slow = ({ speed }: Gesture): boolean => speed !== null && speed < SLOW;

/** The first that shows is told. */
const signs: readonly Sign[] = [
  {
    mood: 'angry',
    seen: { zh: '又急又尖', en: 'are quick and sharp' },
    shows: (gesture) => jagged(gesture) && (fast(gesture) || gesture.density > DENSE * 2),
  },
  {
    mood: 'anxious',
    seen: { zh: '曲曲折折，停不下来', en: 'turn sharply again and again' },
    shows: jagged,
  },
  {
    mood: 'joy',
    seen: { zh: '一圈一圈地打转', en: 'spin in quick circles' },
    shows: (gesture) => gesture.loops >= 2.5 && fast(gesture),
  },
  {
    mood: 'longing',
    seen: { zh: '绕来绕去，又回到原处', en: 'circle and come back' },
    shows: ({ loops }) => loops >= 2.5,
  },
  {
    mood: 'anxious',
    seen: { zh: '层层叠叠', en: 'cross each other many times' },
    shows: ({ density }) => density > DENSE,
  },
  {
    mood: 'love',
    seen: { zh: '首尾相连', en: 'close into one' },
    shows: ({ closed }) => closed,
  },
  {
    mood: 'lonely',
    seen: { zh: '零零落落', en: 'stand far apart' },
    shows: ({ strokes, density }) => strokes >= 3 && density < 1,
  },
  { mood: 'hope', seen: { zh: '一路向上', en: 'rise' }, shows: ({ rise }) => rise > 0.45 },
  { mood: 'sad', seen: { zh: '慢慢沉下去', en: 'sink' }, shows: ({ rise }) => rise < -0.45 },
  {
    mood: 'joy',
    seen: { zh: '轻快地划过', en: 'are light and quick' },
    shows: (gesture) => fast(gesture),
  },
  {
    mood: 'longing',
    seen: { zh: '拖得很长，很慢', en: 'are long and slow' },
    shows: (gesture) => slow(gesture) && gesture.density > 1.6,
  },
  { mood: 'calm', seen: { zh: '平平缓缓', en: 'are even' }, shows: () => true },
];

/** The mood of a drawing by how the hand moved, and what showed it; null when there is nothing to read. */
export function readHand(ink: readonly InkPoint[]): Hand | null {
  const gesture = measureInk(ink);
  const sign = gesture && signs.find(({ shows }) => shows(gesture));
  return sign ? { mood: sign.mood, seen: sign.seen } : null;
}

/** The mood of a drawing by how the hand moved; null when there is nothing to read. */
export const readInk = (ink: readonly InkPoint[]): Mood | null => readHand(ink)?.mood ?? null;
