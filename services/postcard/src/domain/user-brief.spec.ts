import { describe, expect, it } from '@jest/globals';
import { UserBrief } from '@mojian/contracts/brief';
import { CreatePostcard } from '@mojian/contracts/routes/postcard.routes';
import { toUserBrief } from './user-brief.js';

const at = new Date('2026-11-21T08:00:00Z');
const brief = (body: object) => toUserBrief(CreatePostcard.parse({ user_input: '雨', ...body }), 'zh', at);

describe('toUserBrief', () => {
  it('keeps the words as they are and fits the contract', () => {
    const made = brief({ user_input: '  今天西湖下雨。\n想你 ', mood: 'longing', sender_name: '阿禾', style: '水墨' });
    expect(made).toMatchObject({
      words: '  今天西湖下雨。\n想你 ',
      mood: 'longing',
      sender: '阿禾',
      style: '水墨',
      position: null,
    });
    expect(UserBrief.safeParse(made).success).toBe(true);
  });

  it('takes coordinates for those of maps in China unless told', () => {
    const point = { latitude: 30.2429, longitude: 120.1503 };
    expect(brief({ context: { ...point, coord_type: 'wgs84' } }).position).toEqual(point);
    const shifted = brief({ context: point }).position;
    expect(shifted?.latitude).not.toBe(point.latitude);
    expect(Math.abs((shifted?.latitude ?? 0) - point.latitude)).toBeLessThan(0.01);
    expect(brief({ context: { latitude: 30 } }).position).toBeNull();
  });

  it.each([
    ['思念', 'longing'],
    ['Happy', 'joy'],
    ['constructor', null],
    [null, null],
  ])('reads the mood %s as %s', (mood, read) => expect(brief({ mood }).mood).toBe(read));

  it('uses the facts of a composed prompt and prints none of it', () => {
    const made = brief({
      user_input:
        '心象意境 - 智能卡片\n• 地理位置：杭州市（30.2429, 120.1503）\n• 天气状况：小雨\n• 情绪类型：calm（平静）\n请基于以上信息生成一张卡片，要求：\n1. 温暖',
      theme: 'calm',
      style: 'emotion-compass-low-dawn',
    });
    expect(made).toMatchObject({ mood: 'calm', style: null, theme: null, told: { city: '杭州市', weather: '小雨' } });
    expect(made.words).toBe('在杭州市，把此刻的心情画下来，寄给你。');
    expect(made.position?.latitude).toBeCloseTo(30.245, 1);
  });

  it('takes marks that turn the direction of writing out of names, and leaves the words as they are', () => {
    const made = brief({ user_input: 'שלום\u200f!', recipient_name: 'a\u202eb', sender_name: '\u2066' });
    expect([made.words, made.recipient, made.sender]).toEqual(['שלום\u200f!', 'ab', null]);
  });

  it('what a client shows while it knows nothing is nothing', () => {
    expect(brief({ context: { location: '获取中...', weather: '未知', city: 'null' } }).told).toEqual({
      location: null,
      weather: null,
      city: null,
    });
  });
});
