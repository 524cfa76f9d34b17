import { describe, expect, it } from '@jest/globals';
import { parseJson } from './parse-json.js';

const bounds = { entries: 100_000 };
const parse = (text: string | Buffer) => parseJson(Buffer.from(text), bounds);
const refusal = (reason: string) =>
  expect.objectContaining({ code: 'BODY_MALFORMED', message: expect.stringContaining(reason) });
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const list = (count: number, element: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => element(index)).join(',');

describe('parseJson', () => {
  it.each([
    ['{"a":[1,-0,2.5e3,true,null,"x"],"b":{"c":"\\"}],:{"}}'],
    ['[{"a":1},{"a":2}]'],
    ['"\\\\"'],
    [' {"墨":"\\u58a8😀","":""} '],
    [nested(64)],
    ['null'],
  ])('gives what JSON.parse gives: %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['200,000 levels', nested(200_000), 'levels'],
    ['65 levels', `{"a":${nested(64)}}`, 'levels'],
    ['a million names', `{${list(1_000_000, (index) => `"k${index}":1`)}}`, 'names'],
    ['100,001 elements', `[${list(100_001, () => '1')}]`, 'entries'],
    ['a name twice', '{"role":"user","x":[{"a":1}],"role":"admin"}', 'twice'],
    ['a name twice, once in escapes', '{"role":1,"r\\u006fle":2}', 'twice'],
    ['a number that overflows', '{"a":[1e309]}', 'number'],
    ['its negative', '-1e400', 'number'],
    ['NaN', '{"a":NaN}', 'JSON'],
    ['half a text', '{"a":"', 'JSON'],
    ['nothing but spaces', '  ', 'JSON'],
    ['nothing but colons', ':'.repeat(1000), 'JSON'],
    ['closings alone', ']'.repeat(1000), 'JSON'],
    ['two texts', '{}{}', 'JSON'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'UTF-8'],
  ])('B15: refuses %s', (_name, text, reason) => {
    expect(() => parse(text)).toThrow(refusal(reason));
  });

  it('C10: drops what reaches for a prototype, however it is spelled and wherever it stands', () => {
    const value = parse(
      '{"a":{"__proto__":{"polluted":1},"b":2},"constructor":{"prototype":{"polluted":1}},"l":[{"\\u005f_proto__":1}]}',
    );
    expect(value).toEqual({ a: { b: 2 }, l: [{}] });
    expect(Object.getOwnPropertyNames(Reflect.get(Object(value), 'a'))).toEqual(['b']);
    expect(Object.assign({}, Reflect.get(Object(value), 'a')).polluted).toBeUndefined();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each([
    ['deep', '['.repeat(10_000_000)],
    ['one string', `"${'a'.repeat(10_000_000)}"`],
    ['escapes', `"${'\\"'.repeat(5_000_000)}"`],
    ['spaces', ' '.repeat(10_000_000)],
    ['digits', '9'.repeat(10_000_000)],
    ['colons', ':'.repeat(10_000_000)],
    ['names', `{${list(600_000, (index) => `"k${index}":1`)}}`],
    ['strings', `[${list(520_000, (index) => `"${index}"`)}]`],
    ['points of a drawing', `[${list(100_000, (index) => `{"x":${index},"y":1.5,"time":3,"pressure":0.5}`)}]`],
  ])('B15: keeps nobody waiting with ten megabytes: %s', (_name, text) => {
    const bytes = Buffer.from(text);
    const before = process.threadCpuUsage();
    try {
      parseJson(bytes, { entries: 524_288 });
    } catch (error) {
      expect(error).toMatchObject({ code: 'BODY_MALFORMED' });
    }
    // Microseconds of the processor: some 20,000 to 110,000 once the code is compiled.
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
