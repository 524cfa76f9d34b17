import { type ModelKind, readModelList } from '@mojian/ai-models/calling/model-list';
import type { ProviderLimits } from '@mojian/ai-models/calling/own-limits';
import { PriceTable } from '@mojian/ai-models/calling/price';
import { providers, providersEnv } from '@mojian/ai-models/providers/list';
import { z } from 'zod';

const models = (what: string) =>
  z
    .string()
    .default('studio')
    .describe(`${what}: provider:model, first choice first, commas between; studio needs no model`);

/** Which models each stage asks, in their order. */
export const stageLists = {
  concept: { variable: 'CONCEPT_MODELS', kind: 'text' },
  copy: { variable: 'COPY_MODELS', kind: 'text' },
  image: { variable: 'IMAGE_MODELS', kind: 'image' },
  code: { variable: 'CODE_MODELS', kind: 'text' },
} as const satisfies Record<string, { readonly variable: string; readonly kind: ModelKind }>;

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The person who wrote it is told below.
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});

const LIMIT = /^([a-z-]+)=(\d{1,4})\/(\d{1,6})$/;

const Limits = z
  .string()
  .refine(
    (text) => text === '' || text.split(',').every((one) => LIMIT.test(one.trim())),
    'is not of the form provider=4/60',
  )
  .transform((text): ReadonlyMap<string, ProviderLimits> => {
    const limits = text.split(',').flatMap((one) => {
      const [, provider, concurrency, perMinute] = LIMIT.exec(one.trim()) ?? [];
      if (!provider) return [];
      return [[provider, { concurrency: Number(concurrency), perMinute: Number(perMinute) }] as const];
    });
    return new Map(limits);
  });

/** The worker's variables about models. Those of a provider are asked for only when a list names it. */
export const modelsEnv = {
  CONCEPT_MODELS: models('Who has the idea of a card'),
  COPY_MODELS: models('Who writes its words'),
  IMAGE_MODELS: models('Who paints its picture'),
  CODE_MODELS: models('Who writes its page'),
  MODEL_LIMITS: Limits.default(new Map()).describe(
    'Calls at once and a minute over all workers, as qwen=8/120,openai=4/60; 8/240 for the others',
  ),
  MODEL_PRICES: Json.pipe(PriceTable)
    .default({ currency: 'CNY', models: {} })
    .describe(
      'What models cost, as JSON: {"currency":"CNY","models":{"qwen:qwen-max":{"input":2.4,"cached":0.96,"output":9.6}}} for a million tokens, {"image":0.2} for a picture',
    ),
  ...providersEnv,
};

/** Limits of a provider that `MODEL_LIMITS` does not name. */
export const usualLimits: ProviderLimits = { concurrency: 8, perMinute: 240 };

/** Tells of every list that cannot be used, and why. */
export function checkModelLists(env: Readonly<Record<string, unknown>>, context: z.core.$RefinementCtx): void {
  for (const { variable, kind } of Object.values(stageLists)) {
    const reading = readModelList(String(env[variable] ?? ''), { kind, providers, env });
    if (reading.success) continue;
    for (const message of reading.problems) context.addIssue({ code: 'custom', path: [variable], message, input: env });
  }
}
