import { z } from 'zod';
import type { WeightedKey } from './define-provider.js';

/** `key` or `key*weight`. */
const weighted = /^(?<key>[^*\s]+)(\*(?<weight>[1-9]\d{0,2}))?$/;

const partsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readKeys(text: string, context: z.RefinementCtx<string>): readonly WeightedKey[] {
  const keys = partsOf(text).flatMap((part) => {
    const { key, weight = '1' } = weighted.exec(part)?.groups ?? {};
    return key === undefined ? [] : [{ key, weight: Number(weight) }];
  });
  if (keys.length > 0 && keys.length === partsOf(text).length) return keys;
  // The text is not repeated: it holds keys.
  context.issues.push({
    code: 'custom',
    message: 'must be keys, separated by commas, each as key or key*1..999',
    input: '',
  });
  return z.NEVER;
}

/** `<NAME>_API_KEYS`: absent where the provider is not used. */
export const apiKeys = (title: string) =>
  z
    .string()
    .transform(readKeys)
    .optional()
    .describe(`Keys of ${title}, separated by commas; key*3 takes three times the share of the calls`);

const withoutSlash = (text: string): string => (text.endsWith('/') ? withoutSlash(text.slice(0, -1)) : text);

const webAddress = z.url({ protocol: /^https?$/ }).transform(withoutSlash);

/** `<NAME>_BASE_URL` of a provider that has an address of its own. */
export const baseUrl = (title: string, fallback: string) =>
  webAddress.default(fallback).describe(`Where ${title} is reached`);

/** The same of one that has none. */
export const ownBaseUrl = (title: string) => webAddress.optional().describe(`Where ${title} is reached`);

/** For providers whose pictures are fetched from where they say. */
export const pictureEnv = {
  MODEL_PICTURE_HOSTS: z
    .string()
    .transform(partsOf)
    .optional()
    .describe('Host names from which pictures of models are fetched though their addresses are private, by commas'),
} as const;
