import { isUtf8 } from 'node:buffer';
import { AppError } from '@mojian/contracts/app-error';
import { measureJson } from './measure-json.js';

export interface JsonBounds {
  /** Members and elements of the whole text at most. */
  readonly entries: number;
}

/**
 * Parses JSON from outside. Depth and size are measured before anything is built; a text that says two things (a name
 * twice in an object) or a number that is none (1e309) is refused with BODY_MALFORMED, and members whose names reach for
 * a prototype are dropped.
 */
export function parseJson(bytes: Buffer, { entries }: JsonBounds): unknown {
  if (!isUtf8(bytes)) throw malformed('the body is not UTF-8');
  const members = measureJson(bytes, entries);
  const value = build(bytes);
  if (settle(value) !== members) throw malformed('an object has a name twice');
  return value;
}

function build(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw malformed('the body is not JSON', cause);
  }
}

const reaching = new Set(['__proto__', 'constructor', 'prototype']);

/** Drops what reaches for a prototype, and returns how many members there were before. */
function settle(value: unknown): number {
  let members = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'number' && !Number.isFinite(next)) throw malformed('the body has a number that is none');
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const element of next) waiting.push(element);
      continue;
    }
    for (const [name, member] of Object.entries(next)) {
      members += 1;
      waiting.push(member);
      if (reaching.has(name)) Reflect.deleteProperty(next, name);
    }
  }
  return members;
}

const malformed = (message: string, cause?: unknown): AppError => new AppError('BODY_MALFORMED', message, { cause });
