import { type CrisisPhrase, crisisPhrases } from './crisis-phrases.data.js';
import { normaliseText } from './words/normalise-text.js';
import { buildWordMatcher, type WordMatch } from './words/word-matcher.js';

const phrases: ReadonlyMap<string, CrisisPhrase> = new Map(crisisPhrases.map((entry) => [entry.phrase, entry]));
const findPhrases = buildWordMatcher(phrases.keys());

/** A negation that leads to the phrase, with nothing but light words in between; `特别` and `是不是` are none. */
const denied =
  /(?:(?<![是要想能会])不|没有?|从未|未曾|(?<![特分差告离区级])别|勿|莫)(?:要|会|再|真的|真|是|能|敢|许|准|可能|必|用|可以|曾|想过|想|去|有|任何|过|打算|因为|就|的){0,4}$/;
const deniedInEnglish =
  /(?:(?<!why )\bnot|\bnever|\bno longer|\bwont|\bdont|\bdidnt|\bwouldnt)(?: (?:ever|to|going|really|actually|even|want|wanted|wanting|thinking|thought|of|about|anymore|again|at|all)){0,4} $/;

/** Twice no: `没有一天不想死`, `无时无刻不想死`. */
const deniedTwice = /(?:没有?[一哪](?:天|刻|秒|分钟|个夜晚)|无时无刻|何尝|不得|不能|不会|不是)不$/;

/** What lies behind somebody; `比以前更想死` and `那时候起` do not. */
const past =
  /(?:(?<!比)(?:曾经|以前|从前|当年|那年|那段时间|那时)(?!候?(?:起|开始))|\bused to )[^,，.。!！?？;；\n]{0,8}$/;

/**
 * Whether somebody says that they mean to harm or kill themselves, in Chinese or English. What is denied (`我不会想死`),
 * said of the past, or only a manner of speaking (`想死你了`, `跳楼价`, `killing myself laughing`) is none; where it stays
 * open, it is one.
 */
export function speaksOfCrisis(text: string): boolean {
  const plain = normaliseText(text);
  return findPhrases(plain).some((match) => isMeant(plain, match));
}

const clauseBreak = /[,，.。!！?？;；…\n]/;

function isMeant(text: string, { word, start, end }: WordMatch): boolean {
  const entry = phrases.get(word);
  if (!entry) return false;
  const after = text.slice(end, end + 24);
  const before =
    text
      .slice(Math.max(0, start - 40), start)
      .split(clauseBreak)
      .at(-1) ?? '';
  if (isInsideWord(text, start, end)) return false;
  if (entry.followedBy && !entry.followedBy.test(after)) return false;
  if (entry.unlessFollowedBy?.test(after) || entry.unlessPrecededBy?.test(before)) return false;
  return !isDenied(before);
}

const isDenied = (before: string): boolean =>
  past.test(before) || deniedInEnglish.test(before) || (denied.test(before) && !deniedTwice.test(before));

/** A Latin phrase counts only between other characters: `end my lifetime subscription` is no farewell. */
function isInsideWord(text: string, start: number, end: number): boolean {
  const isLetter = (at: number): boolean => /[a-z]/.test(text.charAt(at));
  return (isLetter(start) && isLetter(start - 1)) || (isLetter(end - 1) && isLetter(end));
}
