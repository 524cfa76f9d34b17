import { createHmac } from 'node:crypto';
import { addressGroup } from '@mojian/contracts/address-group';

/** Whose spending of a day is summed. */
export type SpendKind = 'address' | 'user' | 'all';

/** The order in which sums are locked, which everybody keeps to: the one that all share last, and so for the shortest. */
const kinds: readonly SpendKind[] = ['address', 'user', 'all'];

export interface SpendSettings {
  /** Millionths of the currency of MODEL_PRICES a day; null for none. */
  readonly ceilings: Readonly<Record<SpendKind, number | null>>;
  /** What a task is reckoned at until its cost is known, in the same. */
  readonly reserveMicros: number;
  /** Addresses are kept as keyed hashes only. */
  readonly addressSecret: string;
}

export interface Spender {
  readonly userId: string;
  /** As the gateway knows it; null where nobody told. */
  readonly address: string | null;
}

/** A sum that has to have room for one more task. */
export interface SpendSum {
  readonly kind: SpendKind;
  readonly key: string;
  readonly ceilingMicros: number;
}

/** The sums in which a task of this spender is counted: those with a ceiling. An unknown address has none. */
export function sumsOf(settings: SpendSettings, { userId, address }: Spender): readonly SpendSum[] {
  const { ceilings, addressSecret } = settings;
  const keys: Readonly<Record<SpendKind, string | null>> = {
    address: address && addressKeyOf(address, addressSecret),
    user: userId,
    all: '',
  };
  return kinds.flatMap((kind) => {
    const [ceilingMicros, key] = [ceilings[kind], keys[kind]];
    return ceilingMicros === null || key === null ? [] : [{ kind, key, ceilingMicros }];
  });
}

/** One key for all that rate limits count as one address. */
const addressKeyOf = (address: string, secret: string): string =>
  createHmac('sha256', secret)
    .update(`mojian/spend-address/1\n${addressGroup(address)}`)
    .digest('hex');
