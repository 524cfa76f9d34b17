import type { z } from 'zod';
import type { ImageModel } from './image-model.js';
import type { Patience } from './patience.js';
import type { TextModel } from './text-model.js';

/** A key and how large a share of the calls it takes. */
export interface WeightedKey {
  readonly key: string;
  readonly weight: number;
}

/** Variables by name, each with a description, none required: they are asked for only when the provider is chosen. */
export type ProviderEnv = Readonly<Record<string, z.ZodType>>;

type EnvOf<E extends ProviderEnv> = Readonly<z.output<z.ZodObject<E>>>;

/** What a model is opened with, besides its name. */
export interface Opening<S> {
  readonly model: string;
  readonly settings: S;
  /** The key of this call: the caller spreads calls over the keys by their weights. */
  readonly key: string;
  /** The protocol's own when absent. */
  readonly patience?: Patience;
}

export interface Provider<N extends string = string, E extends ProviderEnv = ProviderEnv> {
  /** As it stands in lists of models: `name:model`. */
  readonly name: N;
  /** For people. */
  readonly title: string;
  readonly env: E;
  /** Variables without which it cannot be chosen. */
  readonly needs: readonly (keyof E & string)[];
  /** The keys of calls; one empty key for a provider that takes none. */
  readonly keys: (settings: EnvOf<E>) => readonly WeightedKey[];
  readonly text?: (opening: Opening<EnvOf<E>>) => TextModel;
  readonly image?: (opening: Opening<EnvOf<E>>) => ImageModel;
}

/** A provider whose settings are forgotten, as lists hold it. */
export interface AnyProvider extends Omit<Provider, 'keys' | 'text' | 'image'> {
  readonly keys: (settings: never) => readonly WeightedKey[];
  readonly text?: (opening: never) => TextModel;
  readonly image?: (opening: never) => ImageModel;
}

/** One file a provider, one line in `providers/list.ts`: nothing else knows its name. */
export const defineProvider = <const N extends string, const E extends ProviderEnv>(
  provider: Provider<N, E>,
): Provider<N, E> => provider;
