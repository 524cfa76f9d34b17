/** A stretch of text that says one thing, and how much it weighs beside what contradicts it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Simplified and traditional form of the lexicon's characters: one for one, so that every character keeps its place. */
const TRADITIONAL =
  '开開 难難 谢謝 爱愛 妈媽 伤傷 气氣 乐樂 欢歡 烦煩 紧緊 张張 压壓 愤憤 讨討 厌厭 独獨 静靜 梦夢 担擔 虑慮 惧懼 离離 别別 还還 没沒 会會 见見 过過 来來 时時 边邊 点點 样樣 对對 让讓 应應 给給 头頭 东東 话話 说說 听聽 请請 为為 这這 个個 们們 动動 报報 错錯 热熱 闹鬧 结結 岁歲 亲親 惊驚 兴興 奋奮 庆慶 贺賀 运運 泪淚 丧喪 遗遺 觉覺 单單 里裡 远遠 乡鄉 归歸 你妳 着著 尽盡 虽雖 无無 仅僅 么麼 够夠 骗騙 恼惱 怀懷 忆憶 发發 怅悵 闷悶 乱亂 赶趕 总總 从從 缘緣 松鬆 闲閒 许許 愿願 拥擁 恋戀';

const simplified = new Map(
  TRADITIONAL.split(' ').map((pair): [string, string] => [pair.slice(1), pair.slice(0, 1)] as const),
);

/** The text as the lexicon spells it: simplified, with straight apostrophes; every character stays in its place. */
export const foldText = (text: string): string =>
  text.replace(/[’‘]/g, "'").replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);

const SENTENCE = /[^。！？!?；;\n…]+[。！？!?；;\n…]*/g;
const CONTRAST =
  /(?:只是|但是|可是|不过(?=[，,我你他她也还就又])|其实|然而|反而|没想到|幸好|好在|但(?!愿)|(?<!许|认|尚|宁|不|只|小|可|无论)可(?=我|你|他|她|也|还|又|没|就|惜)|却|(?<=(?:昨天|昨晚|以前|曾经|从前|刚才|去年|本来).{0,60})(?:今天|现在|如今)|(?<!nothing )\bbut\b|\bhowever\b|\byet\b(?=\s+(?:I|you|we|it)\b))/gi;
const CONCESSION =
  /(?:虽然|虽说|尽管|哪怕|即使|即便|就算|\beven though\b|\balthough\b|(?<!as |even )\bthough\b|\bdespite\b)/gi;
/** What stands before a 「但是」, and what a 「虽然」 brings. */
const OUTWEIGHED = 0.35;
/** What the sentence before said, when this one begins with 「但是」. */
const OVERTURNED = 0.5;

const startsOf = (pattern: RegExp, text: string): number[] => [...text.matchAll(pattern)].map(({ index }) => index);

/** Ends of the stretches between which a negation does not reach. */
const CUT = /[,，、：:—]|\.(?=\s|$)/g;

function spansOf(sentence: string, offset: number): Span[] {
  const contrasts = startsOf(CONTRAST, sentence);
  const concessions = startsOf(CONCESSION, sentence);
  const cuts = startsOf(CUT, sentence).map((index) => index + 1);
  const bounds = [...new Set([0, ...contrasts, ...concessions, ...cuts, sentence.length])].sort((a, b) => a - b);
  return bounds.slice(0, -1).map((start, index) => {
    const later = contrasts.filter((contrast) => contrast > start).length;
    const conceded = concessions.includes(start) ? OUTWEIGHED : 1;
    return {
      start: offset + start,
      end: offset + (bounds[index + 1] ?? sentence.length),
      weight: conceded * (later > 0 ? OUTWEIGHED : 1),
    };
  });
}

/** The text in stretches with their weights, in order and without gaps between what holds words. */
export function findSpans(text: string): Span[] {
  let spans: Span[] = [];
  let before: Span[] = [];
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    const turned = startsOf(CONTRAST, sentence.trimStart()).includes(0) ? OVERTURNED : 1;
    spans = [...spans, ...before.map((span) => ({ ...span, weight: span.weight * turned }))];
    before = spansOf(sentence, index);
  }
  return [...spans, ...before];
}
