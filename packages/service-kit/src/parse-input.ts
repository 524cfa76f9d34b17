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

/** Parses each part that the route declares. All problems of all parts go into one VALIDATION_FAILED. */
export function parseInput(route: RouteSpec, request: RequestParts): Record<string, unknown> {
  const problems: FieldProblem[] = [];
  const input: Record<string, unknown> = {};
  for (const part of parts) {
    const parsed = route[part]?.safeParse(request[part]);
    if (parsed?.success) input[part] = parsed.data;
    for (const issue of parsed?.error?.issues ?? []) {
      problems.push({ path: issue.path.join('.') || part, message: issue.message });
    }
  }
  if (problems.length === 0) return input;
  throw new AppError('VALIDATION_FAILED', `input of ${route.id} is not valid`, { details: { errors: problems } });
}
