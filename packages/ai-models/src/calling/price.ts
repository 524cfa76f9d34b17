import { z } from 'zod';
import type { TextUsage } from '../text-model.js';
import type { ModelChoice } from './model-list.js';

const amount = z.number().nonnegative();

const ModelPrice = z
  .strictObject({
    input: amount.optional(),
    cached: amount.optional(),
    output: amount.optional(),
    image: amount.optional(),
  })
  .refine((price) => (price.input === undefined) === (price.output === undefined), 'input and output go together');

/**
 * Prices by `provider:model`, all in one currency: `input`, `cached` (as input when absent) and `output` for a million
 * tokens, `image` for a picture.
 */
export const PriceTable = z.strictObject({
  currency: z.enum(['CNY', 'USD']),
  models: z.record(z.string().regex(/^[^:]+:.+$/, 'is no provider:model'), ModelPrice),
});
export type PriceTable = z.output<typeof PriceTable>;

/** What a call took: tokens of a text model, or pictures. */
export type Consumption = { readonly tokens: TextUsage } | { readonly images: number };

/**
 * Cost in millionths of the table's currency, an integer; null for what the table does not tell, so that it is never
 * taken for free.
 */
export function costOf(table: PriceTable, { provider, model }: ModelChoice, consumption: Consumption): number | null {
  const name = `${provider}:${model}`;
  const price = Object.hasOwn(table.models, name) ? table.models[name] : undefined;
  if (!price) return null;
  if ('images' in consumption) {
    return price.image === undefined ? null : Math.round(consumption.images * price.image * 1e6);
  }
  const { input, output, cached = input } = price;
  if (input === undefined || output === undefined || cached === undefined) return null;
  const { tokens } = consumption;
  // A price for a million tokens is the price of one token in millionths.
  return Math.round((tokens.input - tokens.cached) * input + tokens.cached * cached + tokens.output * output);
}
