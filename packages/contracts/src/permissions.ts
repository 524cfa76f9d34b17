import { z } from 'zod';

/** Name of one thing that a caller may do; a route of access `user` declares the one that it needs. */
export const Permission = z.enum([
  'postcard:create',
  'postcard:read',
  'postcard:delete',
  'quota:read',
  'user:read',
  'user:update',
  'premium:access',
  'advanced:features',
  'postcard:manage',
  'quota:manage',
  'user:manage',
  'admin:access',
  'system:manage',
]);
export type Permission = z.output<typeof Permission>;

export const Role = z.enum(['user', 'admin']);
export type Role = z.output<typeof Role>;

export const Plan = z.enum(['free', 'vip']);
export type Plan = z.output<typeof Plan>;

const ofEverybody = [
  'postcard:create',
  'postcard:read',
  'postcard:delete',
  'quota:read',
  'user:read',
  'user:update',
] as const satisfies readonly Permission[];
const ofVips = ['premium:access', 'advanced:features'] as const satisfies readonly Permission[];
const ofAdmins = [
  'postcard:manage',
  'quota:manage',
  'user:manage',
  'admin:access',
  'system:manage',
] as const satisfies readonly Permission[];

export interface Grants {
  readonly role: Role;
  readonly plan: Plan;
  /** What an API key is limited to; null for a login. */
  readonly scopes?: readonly Permission[] | null;
}

/** All that a caller may do: what role and plan give, and of that only what the API key's scopes name. */
export function permissionsOf({ role, plan, scopes = null }: Grants): readonly Permission[] {
  const held: readonly Permission[] = [
    ...ofEverybody,
    ...(plan === 'vip' ? ofVips : []),
    ...(role === 'admin' ? ofAdmins : []),
  ];
  return scopes === null ? held : held.filter((permission) => scopes.includes(permission));
}

/** Permissions that only admins hold: their routes also answer only to the addresses of the allow list. */
export const isAdminPermission = (permission: Permission | undefined): boolean =>
  ofAdmins.some((name) => name === permission);
