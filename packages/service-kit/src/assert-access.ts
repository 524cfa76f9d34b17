import { AppError } from '@mojian/contracts/app-error';
import type { InternalIdentity } from '@mojian/contracts/identity';
import { permissionsOf } from '@mojian/contracts/permissions';
import type { RouteSpec } from '@mojian/contracts/route';

/**
 * Whether this identity may call this route at all: the one place where access, permission and credential of a contract
 * are enforced. `checkPermissions` is false only where the flag SECURITY_RBAC_ENABLED is.
 */
export function assertAccess(route: RouteSpec, identity: InternalIdentity, checkPermissions: boolean): void {
  const { user } = identity;
  // The gateway asks for itself (is this session alive?), but never for a person.
  if (route.access === 'internal' && identity.caller === 'gateway' && user) {
    throw new AppError('IDENTITY_REFUSED', `route ${route.id} is not for people`);
  }
  if (route.access !== 'user') return;
  if (!user) throw new AppError('TOKEN_MISSING', `route ${route.id} needs a user`);
  if (route.credential === 'session' && user.apiKey) {
    throw new AppError('SESSION_NEEDED', `route ${route.id} takes no API key`);
  }
  if (!checkPermissions) return;
  const held = permissionsOf({ role: user.role, plan: user.plan, scopes: user.apiKey?.scopes ?? null });
  if (!route.permission || !held.includes(route.permission)) {
    throw new AppError('PERMISSION_DENIED', `route ${route.id} needs ${route.permission ?? 'a permission'}`);
  }
}

/** Fails the boot where a route of access `user` names no permission, or a changing one has nothing to be audited as. */
export function assertRoutesGuarded(routes: readonly RouteSpec[]): void {
  for (const { id, access, permission, method, audit } of routes) {
    if (access === 'user' && !permission) throw new Error(`route ${id} is for users and names no permission`);
    if (method !== 'GET' && !audit && id !== 'audit.record-refusals') {
      throw new Error(`route ${id} changes something and is not audited`);
    }
  }
}
