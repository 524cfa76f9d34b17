import type { Verse } from '../../verse.js';
import { alwaysZh } from './always.zh.js';
import { autumnZh } from './autumn.zh.js';
import { daysZh } from './days.zh.js';
import { english } from './english.en.js';
import { nightZh } from './night.zh.js';
import { peopleZh } from './people.zh.js';
import { placesZh } from './places.zh.js';
import { springZh } from './spring.zh.js';
import { summerZh } from './summer.zh.js';
import { weatherZh } from './weather.zh.js';
import { winterZh } from './winter.zh.js';

/** Public-domain verses; each stands word for word in a poem of `data/poems.json`. */
export const verses: Readonly<Record<'zh' | 'en', readonly Verse[]>> = {
  zh: [
    ...alwaysZh,
    ...springZh,
    ...summerZh,
    ...autumnZh,
    ...winterZh,
    ...nightZh,
    ...weatherZh,
    ...daysZh,
    ...peopleZh,
    ...placesZh,
  ],
  en: english,
};
