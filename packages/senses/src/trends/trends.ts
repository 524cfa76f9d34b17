import type { SensedAlmanac } from '@mojian/contracts/sensed';
import { nextFestival } from '../almanac/festival.js';
import type { gentleCategories } from './gentle-topics.js';
import type { TrendsReport } from './trends-report.js';

/** One gentle topic, with the fields that clients in the field read. */
export interface TrendItem {
  readonly title: string;
  readonly url: string | null;
  readonly source: string;
  readonly summary: string | null;
  readonly category: 'solar_term' | 'festival' | 'moon' | 'eclipse' | (typeof gentleCategories)[number];
  readonly publishedAt: string;
}

export interface Trends {
  readonly items: readonly TrendItem[];
  readonly source: string;
  /** ISO-8601 with offset. */
  readonly observed_at: string;
  readonly confidence: number;
}

/** How far ahead a festival is looked forward to. */
const festivalAheadDays = 10;

/** By what the evening sky looks like, not by what it means. */
const moonWords: ReadonlyMap<string, string> = new Map([
  ['新月', '月隐星出'],
  ['蛾眉月', '一弯新月如钩'],
  ['上弦月', '半轮月在西天'],
  ['盈凸月', '月渐圆'],
  ['满月', '今夜月圆'],
  ['亏凸月', '月渐缺，夜深方见'],
  ['下弦月', '半轮月在黎明'],
  ['残月', '晓天一弯残月'],
]);

type Topic = Pick<TrendItem, 'title' | 'summary' | 'category'>;

const festivalTopics = ({ festival, date }: SensedAlmanac): readonly Topic[] => {
  if (festival) return [{ title: `今天是${festival}`, summary: null, category: 'festival' }];
  const next = nextFestival(date, festivalAheadDays);
  if (!next) return [];
  const title = next.days === 1 ? `明天是${next.name}` : `再过${next.days}天是${next.name}`;
  return [{ title, summary: null, category: 'festival' }];
};

const dayWords = ['今天', '明天', '后天'];

const eclipseTopics = ({ eclipse }: SensedAlmanac): readonly Topic[] => {
  if (!eclipse) return [];
  const day = dayWords[eclipse.days] ?? `${eclipse.days}天后`;
  const where = eclipse.where === 'here' ? '此地可见' : '世界上有些地方可见';
  return [{ title: `${day}有${eclipse.name}`, summary: where, category: 'eclipse' }];
};

const termTopics = ({ solar_term, solar_term_today, pentad, lunar_date }: SensedAlmanac): readonly Topic[] => [
  {
    title: solar_term_today ? `今日${solar_term}` : `${solar_term}时节`,
    summary: pentad === null ? `农历${lunar_date}` : `农历${lunar_date}，${pentad}`,
    category: 'solar_term',
  },
];

const moonTopics = ({ moon }: SensedAlmanac): readonly Topic[] => [
  {
    title: moonWords.get(moon.name) ?? moon.name,
    summary: `${moon.name}，月面亮${Math.round(moon.fraction * 100)}%`,
    category: 'moon',
  },
];

/** Topics without a provider: what the almanac says of today, festival first. Every one of them is a fact of the calendar or the sky. */
export const almanacTrends = (almanac: SensedAlmanac): Trends => {
  const { source, observed_at, confidence } = almanac;
  const topics = [
    ...festivalTopics(almanac),
    ...eclipseTopics(almanac),
    ...termTopics(almanac),
    ...moonTopics(almanac),
  ];
  const items = topics.map((topic): TrendItem => ({ ...topic, url: null, source, publishedAt: observed_at }));
  return { items, source, observed_at, confidence };
};

/** How much a title on a list says of what people really talk of. */
const listConfidence = 0.6;

/** Topics of a provider. They lead nowhere: an address from outside is not passed on. */
export const trendsAsReported = ({ topics, source, observed_at }: TrendsReport): Trends => {
  const items = topics.map(
    (topic): TrendItem => ({ ...topic, url: null, source, summary: null, publishedAt: observed_at }),
  );
  return { items, source, observed_at, confidence: listConfidence };
};
