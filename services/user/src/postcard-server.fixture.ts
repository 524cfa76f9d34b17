import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { internalIdentityHeader, verifyInternalIdentity } from '@mojian/auth/internal-identity';

/** How it answers: as it should, with an error, or by hanging up. */
type Mood = 'well' | 'failing' | 'gone';

/** The routes of the postcard service that are about one person's data, on a port of their own. */
export interface PostcardServer {
  readonly url: string;
  /** Every question so far: `GET <user>`, `DELETE <user>`. */
  readonly asked: string[];
  /** What the user has; an entry is a title. */
  readonly cards: Map<string, string[]>;
  /** Its mood for the next question; `well` unless told. */
  mood: (question: string) => Mood;
  readonly close: () => Promise<void>;
}

/** Title of a card whose file is lost. */
export const lostCard = '遗失';

export interface PostcardServerOptions {
  readonly identityKey: string;
  /** Characters of each card's document. */
  readonly capsuleSize?: number;
}

export async function startPostcardServer({
  identityKey,
  capsuleSize = 100,
}: PostcardServerOptions): Promise<PostcardServer> {
  const asked: string[] = [];
  const cards = new Map<string, string[]>();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://postcard');
    const { method = '', headers } = request;
    const header = headers[internalIdentityHeader];
    const sent = typeof header === 'string' ? header : undefined;
    verifyInternalIdentity(sent, { key: identityKey, audience: 'postcard', method, path: request.url ?? '' });
    const userId = pathname.split('/')[3] ?? '';
    const question = `${method} ${userId}`;
    asked.push(question);
    const mood = server.mood(question);
    if (mood === 'gone') response.destroy();
    else if (mood === 'failing') response.writeHead(503, { 'x-error-code': 'DEPENDENCY_DOWN' }).end('{}');
    else if (method === 'DELETE') reply(response, { cards: erase(cards, userId), tasks: 0 });
    else if (pathname.endsWith('/uploads')) reply(response, uploadsOf(searchParams));
    else reply(response, pageOf(cards.get(userId) ?? [], searchParams, capsuleSize));
  };
  const http = createServer(answer);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const close = () =>
    new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  const server: PostcardServer = {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    cards,
    mood: () => 'well',
    close,
  };
  return server;
}

const reply = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

function erase(cards: Map<string, string[]>, userId: string): number {
  const { length } = cards.get(userId) ?? [];
  cards.delete(userId);
  return length;
}

/** Everybody has uploaded three pictures; the second is lost. */
function uploadsOf(query: URLSearchParams) {
  const begin = query.has('after') ? Number(query.get('after')?.slice(-12)) + 1 : 0;
  const end = Math.min(3, begin + Number(query.get('count')));
  const uploads = [0, 1, 2].slice(begin, end).map((place) => ({
    id: idOf(place),
    created_at: '2025-11-21T08:00:00+08:00',
    picture: place === 1 ? null : Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString('base64'),
  }));
  return { uploads, next: end < 3 ? idOf(end - 1) : null };
}

const idOf = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;

function pageOf(titles: readonly string[], query: URLSearchParams, capsuleSize: number) {
  const count = Number(query.get('count'));
  const after = query.get('after');
  const begin = after === null ? 0 : Number(after.slice(-12)) + 1;
  const page = titles.slice(begin, begin + count).map((title, index) => ({
    card: {
      id: idOf(begin + index),
      task_id: randomUUID(),
      structured_data: { title },
      created_at: '2025-11-20T08:00:00+08:00',
    },
    brief: { user_input: title },
    capsule: title === lostCard ? null : `<!doctype html><title>${title}</title>${'.'.repeat(capsuleSize)}`,
    // Each second picture is lost.
    poster: (begin + index) % 2 ? null : Buffer.from([0xff, 0xd8, 0xff, 0xd9]).toString('base64'),
  }));
  const last = begin + page.length;
  return { cards: page, next: last < titles.length ? idOf(last - 1) : null };
}
