import { describe, expect, it } from '@jest/globals';
import { costOf, PriceTable } from './price.js';

const table = PriceTable.parse({
  currency: 'CNY',
  models: {
    'qwen:qwen-max': { input: 2.4, cached: 0.96, output: 9.6 },
    'deepseek:chat:free': { input: 0, output: 0 },
    'openai:gpt-image': { image: 0.305 },
  },
});
const tokens = { input: 1000, cached: 400, output: 333 };
const textCost = (provider: string, model: string) => costOf(table, { provider, model }, { tokens });

describe('the cost of a call', () => {
  it('is in millionths, each kind of token at its price', () => {
    expect(textCost('qwen', 'qwen-max')).toBe(Math.round(600 * 2.4 + 400 * 0.96 + 333 * 9.6));
    expect(costOf(table, { provider: 'openai', model: 'gpt-image' }, { images: 2 })).toBe(610_000);
  });

  it('takes cached tokens as others where they have no price', () => {
    const plain = PriceTable.parse({ currency: 'USD', models: { 'a:b': { input: 2, output: 8 } } });
    expect(costOf(plain, { provider: 'a', model: 'b' }, { tokens })).toBe(2000 + 2664);
  });

  it('is 0 only where the table says so, and null where it says nothing', () => {
    expect(textCost('deepseek', 'chat:free')).toBe(0);
    expect(textCost('openai', 'gpt-5')).toBeNull();
    expect(textCost('openai', 'gpt-image')).toBeNull();
    expect(costOf(table, { provider: 'qwen', model: 'qwen-max' }, { images: 1 })).toBeNull();
    expect(costOf(table, { provider: '__proto__', model: '' }, { images: 1 })).toBeNull();
  });

  it.each([
    [{ currency: 'CNY', models: { 'qwen-max': { input: 1, output: 1 } } }],
    [{ currency: 'CNY', models: { 'qwen:max': { input: 1 } } }],
    [{ currency: 'CNY', models: { 'qwen:max': { input: -1, output: 1 } } }],
    [{ currency: 'CNY', models: { 'qwen:max': { input: 1, output: 1, uotput: 2 } } }],
    [{ currency: 'EUR', models: {} }],
  ])('refuses a table like %j', (wrong) => {
    expect(PriceTable.safeParse(wrong).success).toBe(false);
  });
});
