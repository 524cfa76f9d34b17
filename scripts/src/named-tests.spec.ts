import { describe, expect, it } from '@jest/globals';
import { namedTestsOf } from './named-tests.js';

/** With § for the letter, or this spec would itself be taken for a test of rows. */
const source = `
describe('a token', () => {
  it('§1, §2: is "refused"', async () => {});
  it('has no row', () => {});
  describe.each(['web', 'mini'])('of %s', (audience) => {
    it("§3: isn't \`taken\`", () => {});
  });
  it.each([
    ['§4: the first', 1],
    ['§5: the second', 2],
  ])('%s', () => {});
});

describe('§6: what is known', () => {
  it('is %s', () => {});
});

it('§7: stands alone', () => {});
`.replaceAll('§', 'A');

describe('tests that name rows', () => {
  it('are found with the words around them, also as entries of tables and in groups', () => {
    expect(namedTestsOf(source)).toEqual([
      { id: 'A1', about: 'a token', name: 'is "refused"' },
      { id: 'A2', about: 'a token', name: 'is "refused"' },
      { id: 'A3', about: 'of …', name: "isn't `taken`" },
      { id: 'A4', about: 'a token', name: 'the first' },
      { id: 'A5', about: 'a token', name: 'the second' },
      { id: 'A6', about: undefined, name: 'what is known' },
      { id: 'A7', about: undefined, name: 'stands alone' },
    ]);
  });
});
