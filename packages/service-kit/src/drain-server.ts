import type { Server } from 'node:http';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/** The rest of the ten seconds of a shutdown is for the stores. */
const drainMs = 8000;
const lingerMs = 1000;
const sweepMs = 50;

/**
 * Lets a server end without breaking off anybody. A caller that sends at the very moment at which its kept connection is
 * closed hears nothing but that, and a POST is never sent twice; so for a second each answer is first made the last of
 * its connection, which tells the caller. Then no new connection is taken, each is closed as its last answer is out, and
 * after a while those that remain.
 */
export async function drainServer(server: Server): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const until = performance.now() + lingerMs;
  while (performance.now() < until && (await connectionsOf(server)) > 0) await wait(sweepMs);
  // What has come meanwhile is taken first: a connection that nobody took yet would be reset.
  await nextTurn();
  // After a turn in which all was read that has come: what looks idle may have been asked while this process was busy.
  const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), sweepMs);
  const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(deadline);
}

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
