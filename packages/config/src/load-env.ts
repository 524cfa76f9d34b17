import type { z } from 'zod';

/**
 * Reads and checks the environment once: a blank variable counts as absent. Every problem is listed in one error, each
 * with its variable, what is wrong and what the variable is for. The result is frozen.
 */
export function loadEnv<S extends z.ZodObject>(
  schema: S,
  source: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<z.output<S>> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(present);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map((issue) => describeProblem(schema, present, issue));
  throw new Error(`The environment is not valid:\n${problems.join('\n')}`);
}

/** Values are never printed: any variable may hold a secret. */
function describeProblem(schema: z.ZodObject, present: Record<string, unknown>, issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0] ?? '(several)');
  const problem = name in schema.shape && !(name in present) ? 'is required' : issue.message;
  const purpose = Object.entries<z.ZodType>(schema.shape).find(([variable]) => variable === name)?.[1].description;
  return `  ${name}: ${problem}${purpose ? ` (${purpose})` : ''}`;
}
