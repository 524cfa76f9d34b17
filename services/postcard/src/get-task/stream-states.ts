import type { Response } from 'express';
import { formatVersion, isLater, isTerminal, type ShownState, type StateVersion } from '../domain/task-status.js';

const HEARTBEAT_MS = 15_000;

/**
 * Writes states as server-sent events `status` with ids. The headers and a comment go out as soon as the first state was
 * read; before that an error is answered as on any route. What the client has `seen` is not told again, except the end.
 */
export async function streamStates(
  response: Response,
  states: AsyncGenerator<ShownState>,
  seen: StateVersion | null,
): Promise<void> {
  const first = await states.next();
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(': open\n\n');
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  try {
    if (!first.done && isNews(first.value, seen)) response.write(formatEvent(first.value));
    for await (const state of states) response.write(formatEvent(state));
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

const isNews = ({ version, state }: ShownState, seen: StateVersion | null): boolean =>
  seen === null || isLater(version, seen) || isTerminal(state.status);

const formatEvent = ({ version, state }: ShownState): string =>
  `id: ${formatVersion(version)}\nevent: status\ndata: ${JSON.stringify(state)}\n\n`;
