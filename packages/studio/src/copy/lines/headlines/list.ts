import type { Line } from '../../line.js';
import { daysZh } from './days.zh.js';
import { english } from './english.en.js';
import { feelingsZh } from './feelings.zh.js';
import { outsideZh } from './outside.zh.js';
import { peopleZh } from './people.zh.js';

/** The poem on the picture. Chinese: three columns of three to seven characters, read from right to left. */
export const headlines: Readonly<Record<'zh' | 'en', readonly Line[]>> = {
  zh: [...feelingsZh, ...outsideZh, ...daysZh, ...peopleZh],
  en: english,
};
