import { describe, expect, it } from '@jest/globals';
import { speaksOfCrisis } from './crisis.js';
import { crisisPhrases } from './crisis-phrases.data.js';
import { normaliseText } from './words/normalise-text.js';

describe('words of a crisis', () => {
  it.each([
    '我想死',
    '我真的好想死。',
    '特别想死',
    '没有一天不想死',
    '无时无刻不想死',
    '比以前更想死',
    '从那时候起就想死',
    '每天都痛得想死',
    '不想活了',
    '真的不想活下去了',
    '活著沒意思',
    '没人理我，我活不下去了',
    '没有人在乎我活不下去',
    '没有朋友，真的活不下去了',
    '想结束自己的生命',
    '我要自杀',
    '自殺的念頭又來了',
    '今晚去跳楼',
    '遗书？我的遗书已经写好了',
    '没有我大家会更好',
    '又自残了',
    '死了算了',
    '割自己手腕',
    '要是我死了就好了',
    '我不是开玩笑，我想死',
    '想\u200b死',
    'I want to die',
    'i just wanna die.',
    "I don't want to live anymore",
    'I don’t want to be alive',
    'thinking about killing myself',
    'why not kill myself',
    'everyone is better off without me',
    'ＥＮＤ　ＭＹ　ＬＩＦＥ',
  ])('hears %j', (text) => expect(speaksOfCrisis(text)).toBe(true));

  it.each([
    '想死你了',
    '想死我了，快回来',
    '我想死去的爷爷',
    '我们想去死海',
    '想死守这座城',
    '尴尬得想死',
    '困得想死',
    '笑死，累死，热死，困死',
    '我不想死',
    '我不会自杀的，放心',
    '再也不想自杀了',
    '请不要自杀',
    '从没想过要自杀',
    '曾经想过自杀，谢谢你拉住我',
    '那年我想死，现在好好的',
    '跳楼价！今天不要跳楼价',
    '晚上吊灯亮了，马上吊起来',
    '想上吊桥看看',
    '不想活在别人的期待里',
    '不想活得太累',
    '没有空调活不下去',
    '没你活不下去',
    '外婆要离开这个世界了',
    '累死了算了，去睡',
    '切菜割自己手了',
    '要是蚊子死了就好了',
    'I want to die with you, old and grey',
    '你不想活了？穿这么少',
    '清明，给外婆烧纸',
    '痛',
    '世界末日那天我也等你',
    'killing myself laughing',
    'killing myself over this thesis',
    'I want to die laughing',
    'I do not want to die',
    'I would never kill myself',
    'I am no longer thinking of killing myself',
    'end my lifetime subscription',
    "I don't want to live in the city",
    'I could have died of joy',
  ])('takes %j as it is meant', (text) => expect(speaksOfCrisis(text)).toBe(false));

  it('has its phrases as the text is read, each once', () => {
    const phrases = crisisPhrases.map(({ phrase }) => phrase);
    expect(new Set(phrases).size).toBe(phrases.length);
    expect(phrases.filter((phrase) => normaliseText(phrase) !== phrase)).toEqual([]);
    expect(phrases.filter((phrase) => !speaksOfCrisis(`我。${phrase}。`))).toEqual([]);
  });
});
