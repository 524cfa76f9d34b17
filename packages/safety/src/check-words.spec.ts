import { describe, expect, it } from '@jest/globals';
import { checkWords } from './check-words.js';
import { speaksOfCrisis } from './crisis.js';
import { readBriefWords, readPoemLines } from './harmless-lines.fixture.js';
import { normaliseText } from './words/normalise-text.js';
import { harmlessWords, wordGroups } from './words/word-list.data.js';

describe('check of words', () => {
  it.each([
    ['操你妈', 'abuse'],
    ['你 去 死', 'abuse'],
    ['你*去*死', 'abuse'],
    ['你\u200b去\u200d死', 'abuse'],
    ['妳去死', 'abuse'],
    ['ＮＭＳＬ', 'abuse'],
    ['n.m.s.l', 'abuse'],
    ['Go  F​uck Yourself'.replace('  ', ' '), 'abuse'],
    ['C u N t', 'abuse'],
    ['сunt', 'abuse'],
    ['çùñt', 'abuse'],
    ['今晚約炮嗎', 'sexual'],
    ['线上賭場，注册送彩金', 'gambling'],
    ['加微信买冰毒', 'drugs'],
    ['代|开|发|票', 'advert'],
    ['我要殺了你', 'threat'],
    ["I'm going to kill you", 'threat'],
  ])('finds %j as %s', (text, category) => {
    expect(checkWords(text)?.category).toBe(category);
    expect(checkWords(`昨天的事：${text}。`)?.category).toBe(category);
  });

  it.each([
    '想死你了',
    '累死了，气死我了，热死了',
    '妈妈的手艺，他妈的味道我也喜欢',
    '生日你妈妈来吗',
    '我妈逼我相亲',
    '饼干你娘爱吃',
    '早操你妈妈也做吗',
    '别操你妈的心了',
    '我们去死海漂着，也想带你去死亡谷',
    '带你去死海',
    '路口交警在指挥，出口交通拥堵',
    '这里支援交通建设，支援交警',
    '小鸡巴望着门口',
    '风吹飞叶子',
    '王小姐上门拜访',
    '大约炮响三声的时候',
    '外援交接，攀援交错，契约炮制',
    "Ky’s birthday, and Ky's brother",
    '禁毒日：不贩卖冰毒',
    '打死你我也不信',
    '打飞机去看你，落地就吃你做的饭',
    '这首歌叫做爱',
    '今天 fuck 了，又下雨',
    'Scunthorpe, Essex, a chink of light, a cocktail',
    'Kill you with kindness',
    'This exam was killing me',
    '赌一把明天不下雨',
    '大麻花真好吃',
    '你去。死海边等我',
  ])('lets %j through', (text) => expect(checkWords(text)).toBeNull());

  it('lets every brief and every poem of the studio through, one by one and all in a row', async () => {
    const lines = [...(await readBriefWords()), ...(await readPoemLines())];
    expect(lines.length).toBeGreaterThan(300);
    expect(lines.filter((line) => checkWords(line) !== null || speaksOfCrisis(line))).toEqual([]);
  });

  it('has its words as the text is read, each once, none of them harmless', async () => {
    const words = wordGroups.flatMap((group) => group.words);
    expect(new Set(words).size).toBe(words.length);
    expect([...words, ...harmlessWords].filter((word) => normaliseText(word) !== word)).toEqual([]);
    expect(harmlessWords.filter((word) => words.includes(word))).toEqual([]);
    expect(words.filter((word) => checkWords(word) === null)).toEqual([]);
  });

  it('reads 100,000 hostile characters in one pass', () => {
    for (const text of ['f.'.repeat(50_000), '操'.repeat(100_000), '你 '.repeat(50_000), '不要'.repeat(50_000)]) {
      expect(checkWords(text)).toBeNull();
      expect(speaksOfCrisis(text)).toBe(false);
    }
  });
});
