import alea from 'alea';

/**
 * One of `items` by weight, the same for the same seed and purpose. Each purpose draws from its own stream, so that a
 * new headline does not change the picture.
 */
export function choose<T>(items: readonly T[], by: { seed: string; purpose: string; weight?: (item: T) => number }): T {
  const weights = items.map((item) => by.weight?.(item) ?? 1);
  let left = alea(`${by.seed}:${by.purpose}`)() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, item] of items.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (last === undefined) throw new RangeError(`Nothing to choose from for ${by.purpose}`);
  return last;
}
