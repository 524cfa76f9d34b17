import { z } from 'zod';
import type { SpendSettings } from './domain/spend.js';

const ceiling = (what: string) =>
  z.coerce.number().min(0).max(1e6).default(0).describe(`${what}, in the currency of MODEL_PRICES; 0 for no ceiling`);

/** How much models may cost. */
export const spendEnv = {
  SPEND_CEILING_USER: ceiling('What models may cost a day for one user'),
  SPEND_CEILING_ADDRESS: ceiling('What models may cost a day for one address (IPv6 by /64)'),
  SPEND_CEILING_GLOBAL: ceiling('What models may cost a day in all'),
  SPEND_RESERVE_CARD: z.coerce
    .number()
    .min(0.000001)
    .max(1e6)
    .default(0.5)
    .describe('What a card is reckoned at until its cost is known; stays where models without a price were asked'),
};

const ceilings = ['SPEND_CEILING_USER', 'SPEND_CEILING_ADDRESS', 'SPEND_CEILING_GLOBAL'] as const;

type SpendEnv = Readonly<Record<keyof typeof spendEnv, number>>;

/** A ceiling below the reserve would refuse every card. */
export function checkSpend(env: SpendEnv, context: z.core.$RefinementCtx): void {
  for (const name of ceilings) {
    if (env[name] === 0 || env[name] >= env.SPEND_RESERVE_CARD) continue;
    context.addIssue({ code: 'custom', path: [name], message: 'is less than SPEND_RESERVE_CARD', input: env[name] });
  }
}

const microsOf = (amount: number): number => Math.round(amount * 1e6);
const ceilingOf = (amount: number): number | null => (amount === 0 ? null : microsOf(amount));

export const spendSettingsOf = (env: SpendEnv & { readonly INTERNAL_IDENTITY_KEY: string }): SpendSettings => ({
  ceilings: {
    user: ceilingOf(env.SPEND_CEILING_USER),
    address: ceilingOf(env.SPEND_CEILING_ADDRESS),
    all: ceilingOf(env.SPEND_CEILING_GLOBAL),
  },
  reserveMicros: microsOf(env.SPEND_RESERVE_CARD),
  addressSecret: env.INTERNAL_IDENTITY_KEY,
});
