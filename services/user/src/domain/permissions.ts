export type Role = 'user' | 'admin';

const ofUsers = ['postcard:create', 'postcard:read', 'postcard:delete', 'quota:read', 'user:read', 'user:update'];
const ofAdmins = ['postcard:manage', 'quota:manage', 'user:manage', 'admin:access', 'system:manage'];

/** What a role may do, in the words that clients in the field know. */
export const permissionsOf = (role: Role): string[] => (role === 'admin' ? [...ofUsers, ...ofAdmins] : [...ofUsers]);
