import type { Socket } from 'node:net';
import type { Endable, EndReason } from './open-streams.js';
import { FrameRelay } from './websocket-frames.js';

export interface RelaySocketOptions {
  readonly client: Socket;
  /** Of the service, which has agreed to the upgrade. */
  readonly upstream: Socket;
  /** Services ping every 25 s and clients answer; a side that says nothing for so long is not there any more, ms. */
  readonly silentMs: number;
}

/** 1001: we go away, come back. 4401: the credential that the socket was opened with has ended. */
const closeCodes: Readonly<Record<EndReason, number>> = { shutdown: 1001, credential_ended: 4401 };

/** How long the end of a frame is waited for, and then how long a client may take to hang up itself. */
const frameEndMs = 200;
const hangUpMs = 500;
/** How long one side may take to close after the other one has. */
const lingerMs = 1000;
const keepAliveMs = 30_000;
const looksPerSilence = 6;

/** Passes the bytes of an open WebSocket both ways, no faster than they are taken, until one side ends or is ended. */
export function relaySocket({ client, upstream, silentMs }: RelaySocketOptions): Endable {
  const frames = new FrameRelay();
  const endBoth = (): void => {
    client.destroy();
    upstream.destroy();
  };
  for (const side of [client, upstream]) {
    side.setKeepAlive(true, keepAliveMs).setNoDelay(true);
    side.once('error', endBoth);
    endSoonAfter(side, endBoth);
  }
  const stopWatching = watchSilence({ sides: [client, upstream], silentMs, onSilence: endBoth });
  client.once('close', stopWatching);
  client.pipe(upstream);
  upstream.pipe(frames).pipe(client);
  return {
    once: (event, listener) => client.once(event, listener),
    end: (why) => {
      client.unpipe(upstream);
      // What it says from now on is for nobody.
      client.resume();
      let force = setTimeout(endBoth, frameEndMs);
      frames.once('end', () => {
        upstream.destroy();
        clearTimeout(force);
        force = setTimeout(endBoth, hangUpMs);
      });
      client.once('close', () => clearTimeout(force));
      frames.closeWith(closeCodes[why]);
    },
  };
}

function endSoonAfter(side: Socket, endBoth: () => void): void {
  const linger = (): void => {
    setTimeout(endBoth, lingerMs).unref();
  };
  side.once('end', linger).once('close', linger);
}

interface Silence {
  readonly sides: readonly Socket[];
  readonly silentMs: number;
  readonly onSilence: () => void;
}

/** What is sent to a peer that is gone looks fine for a long time, so only what is heard counts. */
function watchSilence({ sides, silentMs, onSilence }: Silence): () => void {
  const heard = sides.map((side) => ({ side, bytes: side.bytesRead, looks: 0 }));
  const timer = setInterval(() => {
    for (const one of heard) {
      one.looks = one.side.bytesRead === one.bytes ? one.looks + 1 : 0;
      one.bytes = one.side.bytesRead;
    }
    if (heard.some(({ looks }) => looks >= looksPerSilence)) onSilence();
  }, silentMs / looksPerSilence);
  return () => clearInterval(timer);
}
