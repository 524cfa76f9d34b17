import type { AnyProvider } from '../define-provider.js';
import { anthropic } from './anthropic.js';
import { deepseek } from './deepseek.js';
import { gemini } from './gemini.js';
import { openai } from './openai.js';
import { openaiCompatible } from './openai-compatible.js';
import { qwen } from './qwen.js';
import { siliconflow } from './siliconflow.js';

/** Every provider that calls a model over the network, in the order in which people read of them. */
export const providers = [
  openai,
  qwen,
  deepseek,
  siliconflow,
  gemini,
  anthropic,
  openaiCompatible,
] as const satisfies readonly AnyProvider[];

export type KnownProvider = (typeof providers)[number];

type AllOf<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never;

/** Variables of all of them, to spread into an environment's schema: what comes of it holds the settings of each. */
export const providersEnv = Object.assign({}, ...providers.map(({ env }) => env)) as AllOf<KnownProvider['env']>;

export const findProvider = (name: string): KnownProvider | undefined =>
  providers.find((provider) => provider.name === name);
