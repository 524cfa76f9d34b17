/** A day in Beijing and what the calendar says of it. */
export type GoldenDay = readonly [date: string, is: Readonly<Record<string, string | boolean | null>>];

const term = (date: string, solar_term: string, pentad: string): GoldenDay => [
  date,
  { solar_term, pentad, solar_term_today: true },
];
const lunar = (date: string, lunar_date: string): GoldenDay => [date, { lunar_date }];
const feast = (date: string, festival: string | null): GoldenDay => [date, { festival }];

/** The first day of a term is the first of its three pentads. After the calendar of the Purple Mountain Observatory. */
const terms: readonly GoldenDay[] = [
  term('2026-01-05', '小寒', '雁北乡'),
  term('2026-01-20', '大寒', '鸡始乳'),
  term('2026-02-04', '立春', '东风解冻'),
  term('2026-02-18', '雨水', '獭祭鱼'),
  term('2026-03-05', '惊蛰', '桃始华'),
  term('2026-03-20', '春分', '玄鸟至'),
  term('2026-04-05', '清明', '桐始华'),
  term('2026-04-20', '谷雨', '萍始生'),
  term('2026-05-05', '立夏', '蝼蝈鸣'),
  term('2026-05-21', '小满', '苦菜秀'),
  term('2026-06-05', '芒种', '螳螂生'),
  term('2026-06-21', '夏至', '鹿角解'),
  term('2026-07-07', '小暑', '温风至'),
  term('2026-07-23', '大暑', '腐草为萤'),
  term('2026-08-07', '立秋', '凉风至'),
  term('2026-08-23', '处暑', '鹰乃祭鸟'),
  term('2026-09-07', '白露', '鸿雁来'),
  term('2026-09-23', '秋分', '雷始收声'),
  term('2026-10-08', '寒露', '鸿雁来宾'),
  term('2026-10-23', '霜降', '豺乃祭兽'),
  term('2026-11-07', '立冬', '水始冰'),
  term('2026-11-22', '小雪', '虹藏不见'),
  term('2026-12-07', '大雪', '鹖鴠不鸣'),
  term('2026-12-22', '冬至', '蚯蚓结'),
];

/** Among them leap months, a year without a thirtieth of the twelfth month, and the new moons of 2033. */
const lunarDates: readonly GoldenDay[] = [
  lunar('2020-05-23', '闰四月初一'),
  lunar('2023-03-22', '闰二月初一'),
  lunar('2023-04-19', '闰二月廿九'),
  lunar('2025-07-25', '闰六月初一'),
  lunar('2025-08-22', '闰六月廿九'),
  lunar('2025-08-23', '七月初一'),
  lunar('2025-01-28', '十二月廿九'),
  lunar('2026-02-16', '十二月廿九'),
  lunar('2028-06-23', '闰五月初一'),
  lunar('2031-04-22', '闰三月初一'),
  lunar('2033-12-22', '闰十一月初一'),
  lunar('2034-02-19', '正月初一'),
];

const festivals: readonly GoldenDay[] = [
  feast('2024-05-12', '母亲节'),
  feast('2025-06-15', '父亲节'),
  feast('2024-11-28', '感恩节'),
  feast('2025-11-27', '感恩节'),
  feast('2024-03-31', '复活节'),
  feast('2025-04-20', '复活节'),
  feast('2027-03-28', '复活节'),
  feast('2038-04-25', '复活节'),
  feast('2025-02-28', '藏历新年'),
  feast('2026-02-18', '藏历新年'),
  feast('2025-04-03', '寒食节'),
  feast('2025-04-04', '清明节'),
  feast('2026-01-26', '腊八节'),
  feast('2026-02-10', '小年'),
  feast('2026-05-24', '浴佛节'),
  feast('2026-08-19', '七夕节'),
  feast('2026-10-18', '重阳节'),
  feast('2026-10-31', '万圣夜'),
  feast('2025-08-23', null),
  feast('2026-11-11', null),
];

export const goldenDays: readonly GoldenDay[] = [...terms, ...lunarDates, ...festivals];

/** Wall clock of sunrise and sunset there, as published; the day is the middle one of the date. */
export const goldenSuns = [
  ['北京', '2026-06-21', 'Asia/Shanghai', 39.9042, 116.4074, '04:46', '19:46'],
  ['北京', '2026-01-01', 'Asia/Shanghai', 39.9042, 116.4074, '07:36', '17:00'],
  ['上海', '2026-03-20', 'Asia/Shanghai', 31.2304, 121.4737, '05:58', '18:05'],
  ['喀什, two hours behind the sun', '2026-06-21', 'Asia/Shanghai', 39.47, 75.99, '07:29', '22:27'],
  ['London', '2026-06-21', 'Europe/London', 51.5074, -0.1278, '04:43', '21:22'],
  ['New York', '2026-12-21', 'America/New_York', 40.7128, -74.006, '07:17', '16:32'],
  ['Sydney', '2026-12-22', 'Australia/Sydney', -33.8688, 151.2093, '05:41', '20:06'],
  ['Singapore', '2026-03-21', 'Asia/Singapore', 1.3521, 103.8198, '07:09', '19:15'],
  ['Reykjavík, where it sets after midnight', '2026-06-21', 'Atlantic/Reykjavik', 64.1466, -21.9426, '02:55', '00:04'],
  ['Tromsø, where it does not set', '2026-06-21', 'Europe/Oslo', 69.6492, 18.9553, null, null],
  ['Tromsø, where it does not rise', '2026-12-21', 'Europe/Oslo', 69.6492, 18.9553, null, null],
] as const;

/** Greatest eclipse in universal time after NASA's canons (Espenak and Meeus). */
export const goldenEclipses = [
  ['2025-03-14T06:58:43Z', '月全食'],
  ['2025-09-07T18:11:43Z', '月全食'],
  ['2025-09-21T19:41:50Z', '日偏食'],
  ['2026-02-17T12:11:53Z', '日环食'],
  ['2026-03-03T11:33:37Z', '月全食'],
  ['2026-08-12T17:45:51Z', '日全食'],
  ['2026-08-28T04:12:52Z', '月偏食'],
  ['2027-02-06T15:59:32Z', '日环食'],
  ['2027-08-02T10:06:34Z', '日全食'],
  ['2028-12-31T16:51:58Z', '月全食'],
] as const;

/** What is seen from a place on a day of Beijing's calendar. */
export const eclipsesSeen = [
  ['2026-03-03', '北京', 39.9, 116.4, '月全食'],
  ['2026-03-03', 'London, where the moon is down', 51.5, -0.12, null],
  ['2026-08-12', '北京, where it is night', 39.9, 116.4, null],
  ['2026-08-12', 'A Coruña', 43.36, -8.4, '日全食'],
  ['2026-08-12', 'Madrid, a little beside the path', 40.42, -3.7, '日偏食'],
  ['2026-08-28', 'New York', 40.7, -74, '月偏食'],
  ['2026-08-28', '北京, where it is noon', 39.9, 116.4, null],
  ['2020-06-21', '厦门', 24.45, 118.08, '日环食'],
  ['2028-07-22', 'Sydney', -33.87, 151.2, '日全食'],
  ['2035-09-02', '北京', 39.9, 116.4, '日全食'],
] as const;
