import { describe, expect, it } from '@jest/globals';
import { senseAlmanac } from '../almanac/almanac.js';
import { almanacTrends } from './trends.js';

const titles = (date: string): readonly string[] =>
  almanacTrends(
    senseAlmanac({ at: new Date(`${date}T20:00:00+08:00`), timezone: 'Asia/Shanghai', position: null }),
  ).items.map(({ title }) => title);

describe('almanacTrends', () => {
  it('names the festival of the day first', () => {
    expect(titles('2026-09-25')).toEqual(['今天是中秋节', '秋分时节', '今夜月圆']);
  });

  it('looks forward to a festival that is near', () => {
    expect(titles('2026-09-22')[0]).toBe('再过3天是中秋节');
    expect(titles('2026-02-15')[0]).toBe('明天是除夕');
  });

  it('says nothing of festivals when none is near', () => {
    expect(titles('2026-11-07')).toEqual(['今日立冬', '晓天一弯残月']);
  });

  it('looks forward to an eclipse', () => {
    expect(titles('2026-03-01')).toContain('后天有月全食');
    expect(titles('2026-03-03')).toContain('今天有月全食');
  });

  it('tells where every topic comes from and links nowhere', () => {
    const almanac = senseAlmanac({ at: new Date('2026-11-07T12:00:00Z'), timezone: 'Asia/Shanghai', position: null });
    const { items, source } = almanacTrends(almanac);
    expect(source).toBe('almanac');
    expect(items).not.toHaveLength(0);
    for (const item of items)
      expect(item).toMatchObject({ url: null, source: 'almanac', publishedAt: '2026-11-07T20:00:00+08:00' });
  });
});
