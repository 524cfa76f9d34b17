import { AppError } from '@mojian/contracts/app-error';
import type { RouteSpec } from '@mojian/contracts/route';

/** The raw parts of a request, as the framework has them. */
export interface RequestParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body?: unknown;
}

interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

const parts = ['params', 'query', 'body'] as const;

/** PostgreSQL keeps no U+0000, and UTF-8 has no half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Paths of all texts below a parsed value that could not be stored and given back as they are. */
function unstorableTexts(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [path.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorableTexts(inner, [...path, key]));
}

/**
 * Parses each part that the route declares. All problems of all parts go into one VALIDATION_FAILED; an address of a page
 * or file that cannot be one is ROUTE_NOT_FOUND.
 */
export function parseInput(route: RouteSpec, request: RequestParts): Record<string, unknown> {
  const problems: FieldProblem[] = [];
  const input: Record<string, unknown> = {};
  for (const part of parts) {
    const parsed = route[part]?.safeParse(request[part]);
    if (parsed?.success) input[part] = parsed.data;
    else if (parsed && part === 'params' && route.dialect === 'page') {
      throw new AppError('ROUTE_NOT_FOUND', `no address of ${route.id}`);
    }
    for (const path of unstorableTexts(parsed?.data))
      problems.push({ path, message: 'holds a character that is none' });
    for (const issue of parsed?.error?.issues ?? []) {
      problems.push({ path: issue.path.join('.') || part, message: issue.message });
    }
  }
  if (problems.length === 0) return input;
  throw new AppError('VALIDATION_FAILED', `input of ${route.id} is not valid`, { details: { errors: problems } });
}
