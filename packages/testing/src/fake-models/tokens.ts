// Close to what byte-pair encodings make of prose, Chinese and markup: a word, a few signs, a Chinese character.
const TOKEN = /\s*(?:[A-Za-z]{1,9}|\d{1,3}|[\p{P}\p{S}]{1,3}|\S)|\s+/gu;

/** The text in pieces as a model would send it; joined they are the text. */
export const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

const FILLER = tokensOf('春江潮水连海平，海上明月共潮生。');

/** So many tokens of some text. */
export const fillerTokens = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => FILLER[index % FILLER.length] ?? '');
