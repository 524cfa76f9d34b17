const secretKey = /password|token|secret|authorization|cookie|openid|session[-_]?key|api[-_]?key|^code$/i;
const longestText = 1000;
const deepest = 6;
const longestList = 50;

/**
 * A copy fit for the log: text under a key that names a secret is masked (numbers stay: `prompt_tokens` is no secret),
 * long text is cut at 1000 characters, an Error becomes its name, code, message, stack and cause.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, longestList).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecret(key, item) ? '***' : redact(item, depth + 1)]),
  );
}

const isSecret = (key: string, value: unknown): boolean =>
  secretKey.test(key) && (typeof value === 'string' || (typeof value === 'object' && value !== null));

const cut = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text;

function redactError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? { error_code: redact(error.code) } : {};
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  return { name: error.name, ...code, message: cut(error.message), stack: cut(error.stack ?? ''), ...cause };
}
