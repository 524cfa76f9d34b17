import { describe, expect, it } from '@jest/globals';
import { neutralWords, readFieldPrompt } from './field-prompt.js';

const prompt = (place: string, weather: string | null, own = '') => `心象意境 - 智能心象签制作

环境感知：
• 地理位置：${place}
${weather === null ? '' : `• 天气状况：${weather}\n`}• 时间背景：星期六 evening (autumn)

情绪分析：
• 情绪类型：calm（平静）
• 情绪强度：medium
• 表达时长：4秒
${own}
请基于以上信息生成一张动态的卡片，要求：
1. 融合环境
2. 反映情绪`;

describe('readFieldPrompt', () => {
  it('takes the facts and finds no words of the person’s own', () => {
    expect(readFieldPrompt(prompt('杭州市（30.2429, 120.1503）', '小雨 · 18°C'))).toEqual({
      ownWords: null,
      city: '杭州市',
      position: { latitude: 30.2429, longitude: 120.1503 },
      weather: '小雨 · 18°C',
      emotion: 'calm',
    });
  });

  it('keeps a line that somebody wrote into it', () => {
    expect(readFieldPrompt(prompt('杭州市', null, '\n想你了，周末回来吗？\n'))?.ownWords).toBe('想你了，周末回来吗？');
  });

  it('knows the older heading and short form', () => {
    const words =
      '心绪花开 - 智能情绪卡片\n环境感知：\n• 地理位置：杭州市\n情绪分析：\n• 情绪类型：愉悦（joyful）\n请生成一张卡片。';
    expect(readFieldPrompt(words)).toMatchObject({ ownWords: null, city: '杭州市', position: null, emotion: '愉悦' });
  });

  it.each(['undefined（undefined）', '未知位置', '获取中...', '', '（99.5, 300）'])(
    'what it does not know (%s) is null',
    (place) => {
      expect(readFieldPrompt(prompt(place, 'undefined'))).toMatchObject({ city: null, position: null, weather: null });
    },
  );

  it.each([
    '今天西湖下了一整天的雨。',
    '心象意境，是我最近常想的词。',
    '请基于以上信息生成一张卡片',
    '• 地理位置：杭州',
    '',
  ])('somebody’s own words stay so: %s', (words) => expect(readFieldPrompt(words)).toBeNull());

  it('is quick on hostile text', () => {
    const began = performance.now();
    readFieldPrompt(`心象意境 - 智能\n请生成\n${'• '.repeat(500)}${'（'.repeat(900)}`);
    expect(performance.now() - began).toBeLessThan(100);
  });
});

describe('neutralWords', () => {
  it('says only what is known', () => {
    const known = { ownWords: null, city: '杭州市', position: null, weather: null, emotion: null };
    expect(neutralWords(known, 'zh')).toBe('在杭州市，把此刻的心情画下来，寄给你。');
    expect(neutralWords({ ...known, city: null }, 'en')).toBe('Drawn just as I feel right now.');
  });
});
