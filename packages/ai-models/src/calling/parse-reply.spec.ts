import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { z } from 'zod';
import { parseReply } from './parse-reply.js';
import { randomOf } from './seeded-random.fixture.js';

const Card = z.strictObject({ title: z.string(), lines: z.array(z.string()).max(5), mood: z.number().nullable() });
type Card = z.infer<typeof Card>;

const card: Card = { title: '雨', lines: ['他说“慢慢来”', 'a "quoted" word', 'C:\\dir\ttab\nline'], mood: -1.5e2 };
const json = JSON.stringify(card);
const pretty = JSON.stringify(card, null, 2);

const mistakeOf = (text: string): string => {
  try {
    parseReply(text, Card);
  } catch (error) {
    if (error instanceof AppError && error.code === 'MODEL_REPLY_INVALID') return error.message;
    throw error;
  }
  return 'none';
};

/** What models put around an answer. */
const wrappings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `\`\`\`json\n${text}\n\`\`\``,
  (text) => `\`\`\`\n${text}`,
  (text) => `好的，这是您要的 JSON：\n${text}\n希望您喜欢！`,
  (text) => `Here you go [draft {1}]:\n\n${text}\n\nLet me know if {anything} is wrong :}`,
  (text) => `<think>Maybe {"title": "draft", "lines": [], "mood": 1}?</think>\n${text}`,
  (text) => `I think about {"title": 1}\n</think>\n\n${text}`,
  (text) => `<thinking>${'{'.repeat(200)}</thinking>${text}`,
  (text) => `{"title": "First try", "lines": [], "mood": 0}\n\nOn second thought:\n${text}`,
  (text) => `${text}\n\n{"note": "not what was asked for"}`,
  (text) => `{"title": {"broken": }}\n${text}`,
  (text) => `\uFEFF${text};`,
];

/** How models break JSON; none changes what it says. */
const breakages: readonly ((value: Card) => string)[] = [
  () => json,
  () => pretty,
  (value) => JSON.stringify(value).replace(/\]/, ',]').replace(/\}$/, ', }'),
  (value) => JSON.stringify(value, null, 2).replace('{', '{ // the card\n').replace(',', ', /* { " */'),
  (value) => JSON.stringify(value).replaceAll(/"(title|lines|mood)"/g, '$1'),
  (value) => JSON.stringify(value).replaceAll(/"(title|lines|mood)"/g, "'$1'"),
  (value) => JSON.stringify(value).replaceAll(/"(title|lines|mood)":/g, '“$1”：'),
  (value) => JSON.stringify(value).replaceAll('\\n', '\n').replaceAll('\\t', '\t'),
  (value) => JSON.stringify(value).replaceAll('\\"', '"'),
  (value) => JSON.stringify(value).replace('null', 'None'),
  (value) => JSON.stringify(value).replace('"title"', '"__proto__": {"polluted": true}, "title"'),
  (value) => JSON.stringify(value).replace('"title"', '"title": "older", "title"'),
];

describe('an answer', () => {
  const cases = wrappings.flatMap((wrap, w) => breakages.map((broken, b) => [w, b, wrap(broken(card))] as const));

  it.each(cases)('is found in wrapping %i with breakage %i', (_w, _b, text) => {
    expect(parseReply(text, Card)).toEqual(card);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('says in JSON what JSON says, whatever words are in it', () => {
    const random = randomOf(7);
    const pieces = [
      '"',
      "'",
      '“',
      '”',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '//',
      '/*',
      '\n',
      '雨',
      ' ',
      '```',
      '</think>',
    ];
    const words = () =>
      Array.from({ length: random() * 12 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
    for (let i = 0; i < 2000; i += 1) {
      const value: Card = { title: words(), lines: [words(), words()], mood: random() * 1e6 };
      expect(parseReply(JSON.stringify(value), Card)).toEqual(value);
      expect(parseReply(`Sure: ${JSON.stringify(value, null, 1)}.`, Card)).toEqual(value);
    }
  });

  it('is never made of a part: cut anywhere, it is refused', () => {
    for (let end = 0; end < pretty.length; end += 1) expect(mistakeOf(pretty.slice(0, end))).not.toBe('none');
    for (let end = 0; end < json.length; end += 1) {
      expect(mistakeOf(`<think>{"title":"x","lines":[],"mood":1}</think>\`\`\`${json.slice(0, end)}`)).not.toBe('none');
    }
  });

  it('that was garbled at random is read or refused, and nothing else happens', () => {
    const random = randomOf(11);
    const marks = '{}[]",:\\\'“”/*-e1 \n';
    const outcomes = new Set<boolean>();
    for (let i = 0; i < 5000; i += 1) {
      const at = Math.floor(random() * json.length);
      const mark = marks.charAt(Math.floor(random() * marks.length));
      const garbled = json.slice(0, at) + mark + json.slice(at + Math.floor(random() * 3));
      outcomes.add(mistakeOf(garbled) === 'none');
    }
    expect(outcomes).toEqual(new Set([true, false]));
  });
});

describe('a reply without an answer', () => {
  it.each([
    ['', 'there is no JSON in the answer'],
    ['I would rather not.', 'there is no JSON in the answer'],
    ['<think>{"title":"x","lines":[],"mood":1}', 'there is no JSON in the answer'],
    ['{"title": "雨", "lines": [', 'the text ends too early at character 25'],
    ['{"title": "雨", "mood": 1e999}', 'a value is missing at character 28'],
    ['{"title": "雨" "mood": 1}', 'a comma is missing'],
    ['{"title": 3, "lines": [], "mood": null}', 'title'],
    ['{"title": "雨", "lines": [], "mood": null, "extra": 1}', 'extra'],
  ])('%j: %s', (text, message) => {
    expect(mistakeOf(text)).toContain(message);
  });

  it('tells what is wrong with the last one, when none fits', () => {
    expect(mistakeOf('{"a": 1} {"title": 1, "lines": [], "mood": null}')).toContain('expected string');
  });
});

describe('a hostile reply', () => {
  const size = 999_999;
  const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

  it.each([
    '{',
    '[',
    '{"a":',
    '[[1,',
    '"',
    '/*[',
    '[/*',
    '[//\n',
    '{"a',
    '[1e',
    "{'",
    '[“',
    '\\',
    '[ ',
    '" ',
    '<think>',
    '{a:',
  ])('of %j a million characters long is refused', (piece) => {
    expect(mistakeOf(fill(piece))).not.toBe('none');
    expect(mistakeOf(`[${fill(piece).slice(1)}`)).not.toBe('none');
  });

  it('of more characters than that is not looked at, and one within finds its answer at the end', () => {
    expect(mistakeOf(`${fill(' ')}${json}`)).toContain('more than 1000000 characters');
    expect(parseReply(`${fill('雨 ').slice(json.length)}${json}`, Card)).toEqual(card);
  });

  it('leaves no U+0000 and no lone surrogate in words, and keeps pairs', () => {
    const text = '{"title": "a\\u0000b\\ud800c\\ud83c\\udf27", "lines": ["\\u12"], "mood": 0}';
    expect(parseReply(text, Card)).toEqual({ title: 'ab\uFFFDc\u{1F327}', lines: ['u12'], mood: 0 });
  });

  it('does not reach the prototype of anything', () => {
    const Loose = z.looseObject({ title: z.string() });
    const text = '{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}, "title": "x"}';
    const read = parseReply(text, Loose);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.hasOwn(read, '__proto__')).toBe(false);
    expect(Reflect.get(Object.assign({}, read), 'admin')).toBeUndefined();
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });
});
