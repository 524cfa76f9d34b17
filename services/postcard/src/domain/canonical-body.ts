import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) of a body whatever the order of its keys and whether absent fields are sent as null: a client that
 * repeats a create after a lost reply has the same hash.
 */
export const canonicalHash = (body: unknown): string => createHash('sha256').update(canonicalText(body)).digest('hex');

function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined && field !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalText(field)}`);
  return `{${fields.join(',')}}`;
}
