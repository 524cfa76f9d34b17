import { afterEach, describe, expect, it } from '@jest/globals';
import { type FakeSenses, startFakeSenses } from '@mojian/testing/fake-senses/start-fake-senses';
import { trendsAsReported } from '../trends.js';
import { dailyhot } from './dailyhot.provider.js';

const clock = () => new Date('2026-11-22T08:00:00Z');
const context = { clock, timezone: 'Asia/Shanghai' };

let fakes: FakeSenses;
const setUp = async (lists: Readonly<Record<string, readonly string[]>>, asked = Object.keys(lists)) => {
  fakes = await startFakeSenses({ lists, now: clock });
  return dailyhot({ baseUrl: fakes.url, lists: asked }, context);
};
afterEach(() => fakes.close());

describe('DailyHot', () => {
  it('is asked for each list, and the gentle titles of all are kept in turn', async () => {
    const provider = await setUp({
      weibo: ['某地发生事故', '北京初雪', '苏州银杏'],
      'zhihu-daily': ['看一场流星雨', '大熊猫的冬天'],
    });
    const report = await provider.ask();
    expect(report?.topics.map(({ title }) => title)).toEqual(['看一场流星雨', '北京初雪', '大熊猫的冬天', '苏州银杏']);
    expect(report).toMatchObject({ source: 'dailyhot', observed_at: '2026-11-22T15:58:00+08:00' });
    expect(fakes.calls.map(({ path, query }) => `${path}?${query}`).sort()).toEqual([
      '/weibo?limit=50',
      '/zhihu-daily?limit=50',
    ]);
  });

  it('does without a list that the server does not have', async () => {
    const provider = await setUp({ weibo: ['北京初雪'] }, ['weibo', 'gone']);
    expect((await provider.ask())?.topics).toHaveLength(1);
    const none = dailyhot({ baseUrl: fakes.url, lists: ['gone'] }, context);
    await expect(none.ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' });
  });

  it('says so when nothing gentle is talked of', async () => {
    const provider = await setUp({ weibo: ['某地发生事故'] });
    expect(await provider.ask()).toMatchObject({ topics: [] });
  });

  it('does not take a list of yesterday for that of now', async () => {
    const provider = await setUp({ weibo: ['北京初雪'] });
    fakes.fail('dailyhot', {
      answer: { code: 200, updateTime: '2026-11-21T08:00:00Z', data: [{ title: '北京初雪' }] },
    });
    await expect(provider.ask()).rejects.toMatchObject({ message: 'dailyhot told of another time' });
  });

  it('passes no address on', async () => {
    const provider = await setUp({ weibo: ['北京初雪'] });
    const report = await provider.ask();
    const [item] = report ? trendsAsReported(report).items : [];
    expect(item).toEqual({
      title: '北京初雪',
      category: 'nature',
      url: null,
      source: 'dailyhot',
      summary: null,
      publishedAt: '2026-11-22T15:58:00+08:00',
    });
  });
});
