import { type CryptoKey, importJWK, type JSONWebKeySet } from 'jose';

const maxAgeMs = 300_000;
const refetchPauseMs = 10_000;

export interface KeySet {
  /** Fetches the keys when there are none yet or they are older than five minutes; old keys outlive a failed fetch. */
  readonly freshen: () => Promise<void>;
  /** The key of this id; an unknown id causes a fetch, at most every 10 s. */
  readonly find: (kid: string) => Promise<CryptoKey | undefined>;
}

export interface KeySetOptions {
  readonly fetch: () => Promise<JSONWebKeySet>;
  readonly clock: () => Date;
  /** Called when the published key ids differ from those known before. */
  readonly onChange: () => void;
}

export function createKeySet({ fetch, clock, onChange }: KeySetOptions): KeySet {
  let keys: ReadonlyMap<string, CryptoKey> = new Map();
  let triedAt = Number.NEGATIVE_INFINITY;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const load = async (): Promise<void> => {
    const next = await importKeys(await fetch());
    if ([...keys.keys()].join() !== [...next.keys()].join()) onChange();
    keys = next;
    fetchedAt = clock().getTime();
  };
  const refetch = (): Promise<void> => {
    if (underWay) return underWay;
    triedAt = clock().getTime();
    underWay = load().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const mayTry = (): boolean => clock().getTime() - triedAt >= refetchPauseMs;

  return {
    freshen: async () => {
      if (keys.size === 0) return refetch();
      // A token is not refused because its issuer is away for a while: the keys known stay valid until it answers.
      if (clock().getTime() - fetchedAt > maxAgeMs && mayTry()) await refetch().catch(() => undefined);
    },
    find: async (kid) => {
      // Whoever asks while a fetch is under way waits for it: the id may be in what it brings.
      if (!keys.has(kid) && (underWay || mayTry())) await refetch();
      return keys.get(kid);
    },
  };
}

async function importKeys(set: JSONWebKeySet): Promise<Map<string, CryptoKey>> {
  const imported = new Map<string, CryptoKey>();
  for (const jwk of set.keys) {
    if (!jwk.kid || jwk.crv !== 'Ed25519') continue;
    const key = await importJWK(jwk, 'EdDSA');
    if (!(key instanceof Uint8Array)) imported.set(jwk.kid, key);
  }
  return imported;
}
