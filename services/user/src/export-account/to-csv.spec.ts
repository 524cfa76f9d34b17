import { describe, expect, it } from '@jest/globals';
import { toCsv } from './to-csv.js';

describe('a record of CSV', () => {
  it('quotes text, doubles quotes, and leaves numbers and truths as they are', () => {
    expect(toCsv(['a', 'say "hi", now', 'two\r\nlines', -5, true, null])).toBe(
      '"a","say ""hi"", now","two\r\nlines",-5,true,\r\n',
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1+2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u200B=1',
    '\u0000=1',
    '\uFF1D1+1',
    '\uFF0B1',
    '\uFF0D1',
    '\uFF20SUM',
    '\ttab',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
  ])('C11: %j is text to a spreadsheet, not a formula', (text) => {
    expect(toCsv([text])).toBe(`"'${text.replaceAll('"', '""')}"\r\n`);
  });

  it.each(['小满', 'a=b', '3-4', 'me@example.org', '', '（-）'])('C11: %j stays as it is', (text) => {
    expect(toCsv([text])).toBe(`"${text}"\r\n`);
  });
});
