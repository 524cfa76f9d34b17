/** Letters of other scripts that look like a Latin one, which hide a word from a plain search. */
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  х: 'x',
  у: 'y',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ο: 'o',
  ρ: 'p',
  υ: 'u',
};

/** Traditional characters of the words that are looked for, each before its simplified one. */
const traditionalPairs =
  '殺杀媽妈強强賣卖貨货線线賭赌場场網网發发開开遺遗書书輕轻結结樓楼買买無无碼码幹干妳你們们沒没麼么會会這这離离過过還还讓让樣样著着淨净滾滚' +
  '貸贷錢钱員员單单電电視视頻频資资體体約约絕绝筆笔傷伤藥药斷断後后對对給给誰谁為为個个間间處处從从來来罵骂雜杂種种賤贱頭头燒烧脫脱' +
  '準准備备計计劃划試试殘残衝冲動动寫写義义嗎吗';

const simplified: ReadonlyMap<string, string> = new Map(
  Array.from({ length: traditionalPairs.length / 2 }, (_, index) => [
    traditionalPairs.charAt(index * 2),
    traditionalPairs.charAt(index * 2 + 1),
  ]),
);

/**
 * Text as the word lists are written: compatibility forms (full width, ligatures, circled letters) made plain, lower
 * case, without marks on letters and without characters that nobody sees, lookalikes as the letter that they look like,
 * simplified characters, no apostrophes. Punctuation and spaces stay, since they tell where a sentence ends.
 */
export function normaliseText(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}'’‘]/gu, '')
    .normalize('NFC')
    .toLowerCase();
  return Array.from(plain, (character) => lookalikes[character] ?? simplified.get(character) ?? character).join('');
}

const betweenHan = /(?<=\p{Script=Han})[ \t*_\-.·•|/\\~^+=#@&]{1,2}(?=\p{Script=Han})/gu;
const spelt = /(?<![a-z0-9])(?:[a-z][ *_.\-·|/]){2,}[a-z](?![a-z0-9])/g;

/**
 * Normalised text with words put together that somebody has pulled apart: `你*去*死`, `f.u.c.k`. Whole words stay apart,
 * and so do sentences: an ellipsis, a line or a real punctuation mark is no disguise.
 */
export const joinPulledApart = (normalised: string): string =>
  normalised.replace(betweenHan, '').replace(spelt, (letters) => letters.replace(/[^a-z]/g, ''));
