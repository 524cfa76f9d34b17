import { describe, expect, it } from '@jest/globals';
import { makeBrief } from '../brief.fixture.js';
import { readFacts } from './read-facts.js';
import { readRelation } from './read-relation.js';

const read = (recipient: string | null, words = '嗯') => readRelation({ recipient, words });

describe('readRelation', () => {
  it.each([
    ['妈妈', 'family'],
    ['亲爱的外婆', 'family'],
    ['老爸', 'family'],
    ['二姐', 'family'],
    ['老婆大人', 'lover'],
    ['王老师', 'teacher'],
    ['张总', 'colleague'],
    ['大学室友', 'friend'],
    ['宝贝女儿', 'child'],
    ['十年后的自己', 'self'],
    ['十年后的我', 'self'],
    ['Mom', 'family'],
    ['dear Grandpa', 'family'],
    ['My future self', 'self'],
    ['Professor Lin', 'teacher'],
  ])('knows %s as %s', (recipient, relation) => {
    expect(read(recipient)).toBe(relation);
  });

  it.each(['宝贝', '亲爱的', '小林', '阿禾', 'Emily', '小明妈妈', '老师傅面馆', '自由的你', 'Maxmom', ''])(
    'has no idea who %s is',
    (recipient) => {
      expect(read(recipient)).toBeNull();
    },
  );

  it.each([
    ['妈妈，生日快乐', 'family'],
    ['谢谢你，老师。', 'teacher'],
    ['Happy birthday, Dad!', 'family'],
    ['老婆，今天的晚霞很好看', 'lover'],
  ])('hears who is addressed in %s', (words, relation) => {
    expect(read(null, words)).toBe(relation);
    expect(read('小林', words)).toBe(relation);
  });

  it.each([
    '想念妈妈做的菜',
    '和老师吵了一架',
    '外婆走了，心里空落落的',
    'my dad is ill',
    '爸爸，你看，老师',
    '只有我自己',
  ])('does not take the spoken of in %s for the addressed', (words) => {
    expect(read(null, words)).toBeNull();
  });

  it('is a fact of the brief', () => {
    expect(readFacts(makeBrief({ recipient: '妈妈' })).has('relation:family')).toBe(true);
    expect([...readFacts(makeBrief({ recipient: '小林' }))].some((fact) => fact.startsWith('relation'))).toBe(false);
  });
});
