const secretKey = /password|token|secret|authorization|cookie|openid|session[-_]?key|api[-_]?key|^code$/i;
/** Secrets by their form, wherever a text carries them: our tokens and keys, credentials of a URL, a bearer header. */
const secretText =
  /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?|\bmj_[\w-]{16,}|(?<=\bBearer )[^\s"']{8,}|(?<=:\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/g;
const longestText = 1000;
const longestName = 100;
const deepest = 6;
const longestList = 50;
const mostFields = 100;

/**
 * A copy fit for the log: text under a key that names a secret is masked (numbers stay: `prompt_tokens` is no secret),
 * and so is what has the form of one; text is cut at 1000 characters, a list at 50 items, an object at 100 fields, an
 * Error becomes its name, code, message, stack and cause.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'bigint') return value.toString();
  // A function under the name `toJSON` would write the line in our stead.
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, longestList).map((item) => redact(item, depth + 1));
  const entries = Object.entries(value)
    .slice(0, mostFields)
    .map(([key, item]) => [key.slice(0, longestName), isSecret(key, item) ? '***' : redact(item, depth + 1)]);
  return Object.fromEntries(entries);
}

const isSecret = (key: string, value: unknown): boolean =>
  secretKey.test(key) && (typeof value === 'string' || (typeof value === 'object' && value !== null));

/** Cut first, so that the search has a bound; a secret that the cut goes through is still told by its beginning. */
const cut = (text: string): string => {
  const shown = text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;
  return shown.replaceAll(secretText, '***');
};

function redactError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? { error_code: redact(error.code) } : {};
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  return { name: error.name, ...code, message: cut(error.message), stack: cut(error.stack ?? ''), ...cause };
}
