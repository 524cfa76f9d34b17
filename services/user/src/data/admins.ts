import { AppError } from '@mojian/contracts/app-error';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { User } from './user.entity.js';

/** Whether the user can act as an admin now. */
export const isActingAdmin = ({ role, active }: Pick<User, 'role' | 'active'>): boolean => role === 'admin' && active;

/**
 * Lets whatever could make an admin fewer happen one after the other until the transaction ends. Taken before any row
 * is locked, so that nobody who holds a row waits for it.
 */
export async function holdAdmins(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('users.admins', 0))`);
}

const Admins = z.tuple([z.object({ others: z.int(), actor_is_admin: z.boolean() })]);

/**
 * Under `holdAdmins`: whether this admin may stop being one. LAST_ADMIN where no other active admin is left,
 * PERMISSION_DENIED where the one who wants it has just ceased to be an admin.
 */
export async function assertAdminStays(
  manager: EntityManager,
  { userId, actorId }: { readonly userId: string; readonly actorId: string },
): Promise<void> {
  const rows: unknown = await manager.query(
    `SELECT count(*) FILTER (WHERE id <> $1)::int AS others, coalesce(bool_or(id = $2), false) AS actor_is_admin
       FROM "user" WHERE role = 'admin' AND active`,
    [userId, actorId],
  );
  const [{ others, actor_is_admin: actorIsAdmin }] = Admins.parse(rows);
  if (others === 0) throw new AppError('LAST_ADMIN', 'no other active admin is left');
  if (!actorIsAdmin) throw new AppError('PERMISSION_DENIED', 'whoever wants it is no active admin any more');
}
