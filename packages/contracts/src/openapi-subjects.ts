import type { RouteSpec } from './route.js';

interface Subject {
  readonly name: string;
  readonly description: string;
  /** Route ids, or their nouns. */
  readonly of: readonly string[];
}

/** The chapters of the API document, in their order. */
const subjects: readonly Subject[] = [
  {
    name: 'Postcards',
    description: 'Make a card, follow it, read it, share it',
    of: ['postcard', 'upload'],
  },
  { name: 'Quota', description: 'How many cards are left today', of: ['quota'] },
  { name: 'Senses', description: 'Place, weather, season, topics; never 401', of: ['sense'] },
  { name: 'Login of the mini-program', description: 'By a code of WeChat', of: ['auth'] },
  { name: 'Login on the web', description: 'By name and password', of: ['account', 'auth.jwks'] },
  { name: 'My account', description: 'Profile, sessions, identities, export, deletion', of: ['user'] },
  { name: 'API keys', description: 'For programs', of: ['api-key'] },
  {
    name: 'Administration',
    description: 'Users, quotas, tasks, checks of cards, models and what they are told, audit, security events',
    of: ['admin'],
  },
  { name: 'Pages and pictures', description: 'What a browser opens', of: ['card', 'media', 'dry-run'] },
  { name: 'Message push', description: 'What WeChat sends to us, signed', of: ['wechat'] },
  { name: 'Health', description: 'How the system is', of: ['gateway', 'mini'] },
];

const nounOf = ({ id }: RouteSpec): string => id.split('.', 1)[0] ?? id;

/** The chapter of a route; its noun where there is none yet. */
export function subjectOf(route: RouteSpec): string {
  const byId = subjects.find((subject) => subject.of.includes(route.id));
  const byNoun = subjects.find((subject) => subject.of.includes(nounOf(route)));
  return (byId ?? byNoun)?.name ?? nounOf(route);
}

/** Names and descriptions of the chapters that these routes have. */
export function describeSubjects(routes: readonly RouteSpec[]): { name: string; description: string }[] {
  const used = new Set(routes.map(subjectOf));
  return subjects.filter(({ name }) => used.has(name)).map(({ name, description }) => ({ name, description }));
}
