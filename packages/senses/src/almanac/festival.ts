import { SolarDay } from 'tyme4ts';

const byDate: ReadonlyMap<string, string> = new Map([
  ['1-1', '元旦'],
  ['2-14', '情人节'],
  ['3-8', '妇女节'],
  ['3-12', '植树节'],
  ['5-1', '劳动节'],
  ['5-4', '青年节'],
  ['6-1', '儿童节'],
  ['9-10', '教师节'],
  ['10-1', '国庆节'],
  ['12-24', '平安夜'],
  ['12-25', '圣诞节'],
]);

/** `month-nth`, both of Sundays. */
const bySunday: ReadonlyMap<string, string> = new Map([
  ['5-2', '母亲节'],
  ['6-3', '父亲节'],
]);

/** The festival of a day in Chinese, the traditional one where two fall together; null on any other day. */
export const festivalOf = (day: SolarDay): string | null => {
  const traditional = day.getLunarDay().getFestival()?.getName();
  if (traditional) return traditional;
  const sunday = day.getWeek().getIndex() === 0 ? `${day.getMonth()}-${Math.ceil(day.getDay() / 7)}` : '';
  return byDate.get(`${day.getMonth()}-${day.getDay()}`) ?? bySunday.get(sunday) ?? null;
};

/** The next festival after a day, at most `within` days away. */
export const nextFestival = (date: string, within: number): { readonly name: string; readonly days: number } | null => {
  const today = solarDayOf(date);
  for (let days = 1; days <= within; days += 1) {
    const name = festivalOf(today.next(days));
    if (name) return { name, days };
  }
  return null;
};

/** A `YYYY-MM-DD` of the Gregorian calendar. */
export const solarDayOf = (date: string): SolarDay => {
  const [year = 1, month = 1, day = 1] = date.split('-').map(Number);
  return SolarDay.fromYmd(year, month, day);
};

/** One of the 72 候, five days each, e.g. 水始冰. */
export const pentadOf = (date: string): string => solarDayOf(date).getPhenology().getName();
