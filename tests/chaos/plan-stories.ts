import { between, chance, type Random, seededRandom } from './seeded-random.js';

/** What a client does about one card. */
export interface CardPlan {
  readonly key: string;
  readonly words: string;
  /** Points of the drawing; none where 0. */
  readonly inkPoints: number;
  readonly follows: 'polls' | 'events';
  /** Tries after which an answer that does not come is left for later. */
  readonly tries: number;
  readonly sendsTwice: boolean;
  readonly deletes: boolean;
  readonly refreshes: boolean;
}

/** What one person does in a day. */
export interface Story {
  readonly name: string;
  readonly cards: readonly CardPlan[];
  /** One card more than there is a unit for. */
  readonly asksForMore: boolean;
}

const WORDS = [
  '今天西湖下了一整天的雨，想起去年和你一起躲雨的那个亭子。',
  '楼下的桂花开了，整条街都是甜的。',
  '考完了！走出教室的时候天特别蓝。',
  '外婆包的粽子还是那个味道。',
  'The last train left, and the city was ours.',
  '有点累，但是风很轻。',
];

/** The same seed gives the same people with the same plans. */
export function planStories(seed: string, tasks: number): Story[] {
  const random = seededRandom(`${seed} stories`);
  const stories: Story[] = [];
  for (let planned = 0; planned < tasks; ) {
    const name = `${seed}-${stories.length}`;
    const count = Math.min(tasks - planned, chance(random, 0.6) ? 2 : 1);
    // The first of two has to make room for the second.
    const cards = Array.from({ length: count }, (_, i) => planCard(random, `${name}-${i}`, i + 1 < count));
    stories.push({ name, cards, asksForMore: count === 2 && chance(random, 0.3) });
    planned += count;
  }
  return stories;
}

const planCard = (random: Random, key: string, mustDelete: boolean): CardPlan => ({
  key,
  words: `${WORDS[between(random, 0, WORDS.length - 1)]} ${key}`,
  inkPoints: between(random, 0, 3) * 40,
  follows: chance(random, 0.4) ? 'events' : 'polls',
  tries: between(random, 1, 3),
  sendsTwice: chance(random, 0.3),
  deletes: chance(random, 0.4) || mustDelete,
  refreshes: chance(random, 0.3),
});
