import type { Line } from '../../line.js';
import { daysZh } from './days.zh.js';
import { english } from './english.en.js';
import { feelingsZh } from './feelings.zh.js';
import { outsideZh } from './outside.zh.js';
import { peopleZh } from './people.zh.js';

/** One sentence after the person's own words. It wishes or keeps company; it states nothing that is not known. */
export const closings: Readonly<Record<'zh' | 'en', readonly Line[]>> = {
  zh: [...feelingsZh, ...outsideZh, ...daysZh, ...peopleZh],
  en: english,
};
