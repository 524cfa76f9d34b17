import { AppError } from '@mojian/contracts/app-error';
import type { AnyProvider, WeightedKey } from '../define-provider.js';
import type { ImageModel } from '../image-model.js';
import type { TextModel } from '../text-model.js';
import type { ModelLine } from './admit.js';
import { createBreaker } from './breaker.js';
import { callImage, type ImageCall } from './call-image.js';
import { callText, type TextCall } from './call-text.js';
import { createKeyPool } from './key-pool.js';
import type { Called } from './model-call.js';
import type { ModelChoice } from './model-list.js';
import type { CallKit } from './walk-list.js';

export interface ModelCallerOptions extends CallKit {
  readonly providers: readonly AnyProvider[];
  /** Variables as they were loaded, by name. */
  readonly env: Readonly<Record<string, unknown>>;
}

/**
 * Calls models down their lists: each with its keys by weight, within the limits of its provider, with retries and a
 * breaker, and all within the budget. Aborting the signal closes the connection of the request that is under way.
 */
export interface ModelCaller {
  readonly callText: <V>(call: TextCall<V>) => Promise<Called<V>>;
  readonly callImage: <V>(call: ImageCall<V>) => Promise<Called<V>>;
}

/** What this process knows of its models, keys and breakers lives in the caller: make one. */
export function createModelCaller(options: ModelCallerOptions): ModelCaller {
  const texts = rememberLines<TextModel>(options, ({ text }) => text);
  const images = rememberLines<ImageModel>(options, ({ image }) => image);
  return {
    callText: (call) => callText(call, texts, options),
    callImage: (call) => callImage(call, images, options),
  };
}

type Opener<M> = ((opening: never) => M) | undefined;

function rememberLines<M>(options: ModelCallerOptions, openerOf: (provider: AnyProvider) => Opener<M>) {
  const lines = new Map<string, ModelLine<M>>();
  return (choice: ModelChoice): ModelLine<M> => {
    const name = `${choice.provider}:${choice.model}`;
    const known = lines.get(name) ?? makeLine(choice, options, openerOf);
    lines.set(name, known);
    return known;
  };
}

function makeLine<M>(
  { provider: name, model }: ModelChoice,
  { providers, env, clock, random, logger }: ModelCallerOptions,
  openerOf: (provider: AnyProvider) => Opener<M>,
): ModelLine<M> {
  const provider = providers.find((each) => each.name === name);
  const open = provider && openerOf(provider);
  if (!provider || !open) throw new AppError('INTERNAL', `${name}:${model} was not checked when its list was read`);
  // These are the variables that the provider names, loaded by its schemas; the list of providers forgot their types.
  const settings = pick(env, Object.keys(provider.env)) as never;
  const keys: readonly WeightedKey[] = provider.keys(settings);
  // A client of a provider's protocol is not made anew for each of its calls.
  const opened = new Map<string, M>();
  const onChange = (state: 'open' | 'closed') => logger.warn('model.breaker', { provider: name, model, state });
  return {
    provider: name,
    model,
    keys: createKeyPool(keys, clock, random),
    breaker: createBreaker({ clock, onChange }),
    open: (key) => {
      const known = opened.get(key) ?? open({ model, settings, key } as never);
      opened.set(key, known);
      return known;
    },
  };
}

const pick = (env: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, env[name]]));
