import type { z } from 'zod';

/** A schema whose parsed value is `T`: lets packages that know no zod take schemas as arguments. */
export type Schema<T> = z.ZodType<T>;
