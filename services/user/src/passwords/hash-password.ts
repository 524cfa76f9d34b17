import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What a hash costs. */
interface HashCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const hashCost: HashCost = { memory: 19_456, passes: 2, lanes: 1 };

const saltBytes = 16;
const hashBytes = 32;

/** Runs in the pool of libuv: the event loop goes on meanwhile. */
const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

interface ParsedHash {
  readonly cost: HashCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const phcFormat = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/**
 * The argon2id hash of the UTF-8 bytes of exactly this text, as a PHC string: nothing is trimmed, folded or cut. Each
 * call draws a salt of its own.
 */
export async function hashPassword(password: string, cost = hashCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  return format({ cost, salt, hash: await deriveFrom(password, { cost, salt, length: hashBytes }) });
}

/** A hash that no password has, as dear to compare with as any. */
export const decoyHash = (): string =>
  format({ cost: hashCost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) });

/** Whether the password is the one of this PHC string, compared in constant time. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const { cost, salt, hash } = parse(phc);
  return timingSafeEqual(await deriveFrom(password, { cost, salt, length: hash.length }), hash);
}

/** Whether it was made at another cost than new hashes are. */
export function needsRehash(phc: string): boolean {
  const { cost } = parse(phc);
  return cost.memory !== hashCost.memory || cost.passes !== hashCost.passes || cost.lanes !== hashCost.lanes;
}

const deriveFrom = (
  password: string,
  { cost, salt, length }: { cost: HashCost; salt: Buffer; length: number },
): Promise<Buffer> =>
  derive('argon2id', {
    message: Buffer.from(password, 'utf8'),
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: length,
    memory: cost.memory,
    passes: cost.passes,
  });

function parse(phc: string): ParsedHash {
  const [, memory, passes, lanes, salt = '', hash = ''] = phcFormat.exec(phc) ?? [];
  if (hash === '') throw new Error('a stored password hash is not in PHC format');
  return {
    cost: { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

const format = ({ cost: { memory, passes, lanes }, salt, hash }: ParsedHash): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;

/** Base64 as the PHC string format has it. */
const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/={1,2}$/, '');
