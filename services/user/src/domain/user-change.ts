import type { Plan, Role } from '@mojian/contracts/permissions';

/** What of a user may be changed. */
export interface ChangeableUser {
  readonly username: string | null;
  readonly email: string | null;
  readonly fullName: string | null;
  readonly nickname: string | null;
  readonly avatar: string | null;
  readonly role: Role;
  readonly plan: Plan;
  readonly active: boolean;
}

/** What is absent stays. */
export type UserChange = Partial<ChangeableUser>;

/** The names of the fields on the wire, which the audit knows them by. */
const wireNames = {
  username: 'username',
  email: 'email',
  fullName: 'full_name',
  nickname: 'nickname',
  avatar: 'avatar_url',
  role: 'role',
  plan: 'plan',
  active: 'is_active',
} as const satisfies Record<keyof UserChange, string>;

const fields: readonly (keyof UserChange)[] = [
  'username',
  'email',
  'fullName',
  'nickname',
  'avatar',
  'role',
  'plan',
  'active',
];

/** Those that would be another value than before. */
export const changedFields = (before: ChangeableUser, change: UserChange): readonly (keyof UserChange)[] =>
  fields.filter((field) => change[field] !== undefined && change[field] !== before[field]);

interface Change {
  readonly before: ChangeableUser;
  readonly after: ChangeableUser;
  readonly fields: readonly (keyof UserChange)[];
}

/** The values that changed, for the audit. */
export function auditedChange({ before, after, fields: changed }: Change) {
  const pick = (user: ChangeableUser) => Object.fromEntries(changed.map((field) => [wireNames[field], user[field]]));
  return { before: pick(before), after: pick(after) };
}

/** What a client sent of a text that may be emptied: absent or null stays, nothing but blanks removes it. */
export const toldText = (text: string | null | undefined): string | null | undefined =>
  text === null || text === undefined ? undefined : text || null;
