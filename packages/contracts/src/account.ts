import { z } from 'zod';
import { Permission, Plan, Role } from './permissions.js';

const shortest = 8;
const longest = 128;

/**
 * 8 to 128 characters (code points), kept exactly as typed: nothing is trimmed, folded or cut (ASVS 5.0 V6.2.1, V6.2.8,
 * V6.2.9).
 */
export const Password = z
  .string()
  .max(longest * 2)
  .refine(
    (text) => [...text].length >= shortest && [...text].length <= longest,
    `must have ${shortest} to ${longest} characters`,
  );

/** Whatever somebody types when asked for their password: only bounded, so that a wrong one is answered as wrong. */
export const TypedPassword = z
  .string()
  .min(1)
  .max(longest * 4);

/** Kept as typed, compared without regard to case; never an e-mail address, so that one field can take either. */
export const Username = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(3)
  .max(50)
  .regex(
    /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}])?$/u,
    'must be letters, digits, dots, hyphens and underscores',
  );

export const EmailAddress = z.string().trim().max(254).pipe(z.email());

/** A user as the web clients know one. */
export const WebUser = z
  .object({
    id: z.uuid(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    full_name: z.string().nullable(),
    nickname: z.string(),
    avatar_url: z.string(),
    role: Role,
    plan: Plan,
    is_active: z.boolean(),
    is_superuser: z.boolean(),
    is_vip: z.boolean(),
    permissions: z.array(Permission),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
    last_login_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'WebUser' });
export type WebUser = z.output<typeof WebUser>;

/** Query of a list in pages; what does not fit is refused, what is absent gets its default. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
});

/** One page of a list. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({
    items: z.array(item),
    total: z.int().min(0),
    page: z.int().min(1),
    page_size: z.int().min(1),
    total_pages: z.int().min(0),
  });
