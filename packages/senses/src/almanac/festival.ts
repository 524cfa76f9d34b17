import { SolarDay } from 'tyme4ts';

/** By month and day of the lunar calendar, beside those tyme4ts knows (春节 to 除夕, 清明 and 冬至); none of them in a leap month. */
const byLunarDate: ReadonlyMap<string, string> = new Map([
  ['4-8', '浴佛节'],
  ['6-24', '火把节'],
  ['12-23', '小年'],
  ['12-24', '南方小年'],
]);

/** By month and day: holidays of China first, then those kept in much of the world. */
const byDate: ReadonlyMap<string, string> = new Map([
  ['1-1', '元旦'],
  ['3-8', '妇女节'],
  ['3-12', '植树节'],
  ['5-1', '劳动节'],
  ['5-4', '青年节'],
  ['6-1', '儿童节'],
  ['7-1', '建党节'],
  ['8-1', '建军节'],
  ['9-10', '教师节'],
  ['10-1', '国庆节'],
  ['2-14', '情人节'],
  ['3-17', '圣帕特里克节'],
  ['4-1', '愚人节'],
  ['4-13', '泼水节'],
  ['4-22', '世界地球日'],
  ['4-23', '世界读书日'],
  ['5-12', '护士节'],
  ['5-20', '520'],
  ['6-5', '世界环境日'],
  ['10-31', '万圣夜'],
  ['11-1', '万圣节'],
  ['12-24', '平安夜'],
  ['12-25', '圣诞节'],
  ['12-31', '跨年夜'],
]);

/** `month-nth-weekday`, Sunday is 0. */
const byWeekday: ReadonlyMap<string, string> = new Map([
  ['5-2-0', '母亲节'],
  ['6-3-0', '父亲节'],
  ['11-4-4', '感恩节'],
]);

/** Easter Sunday of the Gregorian calendar as `month-day`: the anonymous algorithm (Nature, 20 April 1876). */
const easterOf = (year: number): string => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const count = epact + weekday - 7 * late + 114;
  return `${Math.floor(count / 31)}-${(count % 31) + 1}`;
};

/** 清明 is the fourth to the sixth of April. */
const isDayBeforeQingming = (day: SolarDay): boolean =>
  day.getMonth() === 4 && day.getDay() <= 5 && day.next(1).getTermDay().getDayIndex() === 0;

const traditional = (day: SolarDay): string | null => {
  const lunar = day.getLunarDay();
  const known = lunar.getFestival()?.getName() ?? byLunarDate.get(`${lunar.getMonth()}-${lunar.getDay()}`);
  return known ?? (isDayBeforeQingming(day) ? '寒食节' : null);
};

/** The Tibetan new year follows a new moon of February or March. To ask tyme4ts for it takes 10 ms; its tables end in 2050. */
const losar = (day: SolarDay): string | null => {
  const maybe = [2, 3].includes(day.getMonth()) && day.getLunarDay().getDay() <= 3;
  if (!maybe || day.getYear() > 2050 || day.getYear() < 1952) return null;
  const tibetan = day.getRabByungDay();
  return tibetan.getDay() === 1 && tibetan.getRabByungMonth().getMonth() === 1 ? '藏历新年' : null;
};

/** The festival of a day in Chinese: the traditional one where two fall together, then one that moves; null on any other day. */
export const festivalOf = (day: SolarDay): string | null => {
  const date = `${day.getMonth()}-${day.getDay()}`;
  const weekday = `${day.getMonth()}-${Math.ceil(day.getDay() / 7)}-${day.getWeek().getIndex()}`;
  const easter = easterOf(day.getYear()) === date ? '复活节' : null;
  return traditional(day) ?? byWeekday.get(weekday) ?? easter ?? byDate.get(date) ?? losar(day);
};

/** The next festival after a day, at most `within` days away. */
export const nextFestival = (date: string, within: number): { readonly name: string; readonly days: number } | null => {
  const [year = 1, month = 1, first = 1] = date.split('-').map(Number);
  const today = SolarDay.fromYmd(year, month, first);
  for (let days = 1; days <= within; days += 1) {
    const name = festivalOf(today.next(days));
    if (name) return { name, days };
  }
  return null;
};
