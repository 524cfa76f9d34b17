/** What stands right before a feeling's word and turns it. */
interface Denial {
  readonly denied: boolean;
  /** Length of the negation before the word. */
  readonly said: number;
  /** Whether it is asked rather than said. */
  readonly asked: boolean;
  readonly strength: number;
}

const SAID: Denial = { denied: false, said: 0, asked: false, strength: 1 };

/** The 「别」 of 「特别」 and the 「不」 of 「差不多」 forbid and deny nothing. */
const NOT = '(?:(?<!差|对)不|没|(?<!特|个|分|告|离|区|级|性)别|无|未|莫|勿|甭)';
const BETWEEN =
  '(?:有|是|要|会|再|太|很|那么|那样|多么|怎么|什么|觉得|感到|感觉|算|想|用|必|许|能|敢|得|真的|特别|可|一点儿?|有点|半点|丝毫|半分|该|应该|愿意?|需要|值得|至于|曾|(?:让|为|替|跟)(?:你们?|我们?|他|她|您|大家)|因此|因为这个|了|过)';
const CHAIN_ZH = new RegExp(`(?:${NOT}${BETWEEN}*)+$`);
const EACH_NOT = new RegExp(NOT, 'g');
/** 「一点也不」, 「从来不」 deny as well; these do not: 「从没这么」, 「不能更」, 「难道不」, 「谁不」. */
const AFFIRMED_ZH =
  /(?:(?:从来?|好久|很久|许久|多久|好多年|好几年|多少年)[都就]?(?:没|未)有?(?:这么|这样|如此)|不能(?:更|再)|(?:难道|谁|哪能|哪会|怎能|怎么能|怎么会|怎么可能|岂能)(?:我|你|会|能)*不(?:会|是)?)$/;
const ASKED_ZH = /(?:有没有|是不是|会不会|能不能|要不要|想不想)(?:很|在|觉得|也|又)*$/;

const CHAIN_EN =
  /(?:\b(?:not|never|no|without|hardly|barely|neither|nor|cannot|no longer|nothing|stop(?! telling)|stopped)\b|n't)(?:\s+(?!one\b|body\b|know\b|matter\b|only\b|just\b|because\b)\w+){0,2}\s*$/i;
const AFFIRMED_EN =
  /(?:\bnever (?:been|felt|was)(?: this| so| more| such)?|\b(?:can't|cannot|couldn't|can not) (?:(?:stop|help)(?: \w+)?|be(?: any)?(?: more)?|feel(?: any)?(?: more)?)|\bnot (?:only|just|because)(?: \w+)?|\bno matter(?: \w+)?|\bdon't (?:you|we)|\bnot a day(?: \w+){0,3} without)\s*$/i;

/** 「开不开心」 asks: the word's first character stands before the 「不」. */
const asksItself = (before: string, word: string): boolean => before.endsWith(`${word.slice(0, 1)}不`);

/** Two negations deny nothing. */
const isOdd = (chain: string): boolean => (chain.match(EACH_NOT)?.length ?? 0) % 2 === 1;

/** How what stands before a word turns it: denies it, asks for it, or only seems to deny it. */
export function readDenial(before: string, word: string): Denial {
  if (AFFIRMED_ZH.test(before) || AFFIRMED_EN.test(before)) return { ...SAID, strength: 1.3 };
  if (ASKED_ZH.test(before) || asksItself(before, word)) return { ...SAID, asked: true };
  const zh = CHAIN_ZH.exec(before);
  if (zh) return isOdd(zh[0]) ? { denied: true, said: zh[0].length, asked: false, strength: 1 } : SAID;
  const en = CHAIN_EN.exec(before);
  return en ? { denied: true, said: en[0].length, asked: false, strength: 1 } : SAID;
}
