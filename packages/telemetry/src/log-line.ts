import { redact } from './redact.js';

/** Characters of a line; a longer one is told without its fields. */
const longestLine = 32_768;

/**
 * What a reader of lines or a terminal takes for more than text, and JSON leaves as it is: C1 controls (0x9b begins an
 * escape sequence), separators of lines, and marks that turn the direction of writing.
 */
const steering = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const escaped = (found: string): string => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * One line of JSON for one event, whatever its fields are: `base` cannot be overridden by them, and fields that cannot
 * be told never keep the event from being told.
 */
export function logLine(base: Readonly<Record<string, string>>, fields: unknown): string {
  const told = tell(() => JSON.stringify({ ...asFields(redact(fields)), ...base }));
  if (told === undefined) return JSON.stringify({ ...base, fields: 'not readable' }).replaceAll(steering, escaped);
  const line = told.replaceAll(steering, escaped);
  if (line.length <= longestLine) return line;
  return JSON.stringify({ ...base, fields: `${line.length} characters` }).replaceAll(steering, escaped);
}

/** A getter, a proxy or a `toJSON` may throw anything: what logs must not fail for it. */
function tell(work: () => string): string | undefined {
  try {
    return work();
  } catch {
    // The line says that its fields could not be read.
    return undefined;
  }
}

const asFields = (fields: unknown): object => (typeof fields === 'object' && fields !== null ? fields : {});
