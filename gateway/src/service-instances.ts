import { Agent, type AgentOptions, type ClientRequest, type ClientRequestArgs } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** For connecting to a service, whichever of its instances takes the connection. */
const connectMs = 1000;

type OnConnection = (error: Error | null, socket: Duplex) => void;

/** A connection to another instance than the one asked for is kept for so long: the one asked for may be back then. */
const divertedMs = 1000;

/**
 * Connections to one of several instances of a service: to the one that is asked for, or, where it accepts none, to the
 * next. Nothing has been sent by then, so this holds for every method. Fails as the last attempt did.
 */
export class InstanceAgent extends Agent {
  private readonly divertedAt = new WeakMap<Duplex, number>();

  constructor(
    private readonly instances: readonly URL[],
    options: AgentOptions,
  ) {
    super(options);
  }

  override createConnection(options: ClientRequestArgs, callback?: OnConnection): undefined {
    const asked = this.instances.findIndex(({ hostname, port }) => {
      return hostname === options.host && (port || '80') === String(options.port);
    });
    const first = Math.max(0, asked);
    const order = [...this.instances.slice(first), ...this.instances.slice(0, first)];
    const onConnection = (error: Error | null, socket: Duplex, instance: URL): void => {
      if (instance !== order[0]) this.divertedAt.set(socket, performance.now());
      callback?.(error, socket);
    };
    connectToOne(order, { waitMs: connectMs / order.length, done: onConnection });
  }

  override keepSocketAlive(socket: Duplex): boolean {
    const divertedAt = this.divertedAt.get(socket);
    if (divertedAt !== undefined && performance.now() - divertedAt > divertedMs) return false;
    // Node's own answers with a boolean, though its type does not say so.
    const isKept: unknown = super.keepSocketAlive(socket);
    if (isKept === false) return false;
    socket.on('data', hangUp);
    return true;
  }

  override reuseSocket(socket: Duplex, request: ClientRequest): void {
    socket.off('data', hangUp);
    super.reuseSocket(socket, request);
  }
}

/** What a service says while nobody asks would be taken for the answer to whoever asks next. */
function hangUp(this: Duplex): void {
  this.destroy();
}

interface Connecting {
  readonly waitMs: number;
  readonly done: (error: Error | null, socket: Duplex, instance: URL) => void;
}

function connectToOne([instance, ...others]: readonly URL[], { waitMs, done }: Connecting): void {
  if (!instance) throw new Error('a service has no instance');
  const socket: Socket = connect({
    // A bracketed address of IPv6 is an address without its brackets.
    host: instance.hostname.replace(/^\[|\]$/g, ''),
    port: Number(instance.port || 80),
    noDelay: true,
    keepAlive: true,
  });
  const late = setTimeout(() => socket.destroy(new Error(`no connection in ${waitMs} ms`)), waitMs);
  const fail = (error: Error): void => {
    clearTimeout(late);
    if (others.length > 0) connectToOne(others, { waitMs, done });
    else done(error, socket, instance);
  };
  socket.once('error', fail);
  socket.once('connect', () => {
    clearTimeout(late);
    socket.off('error', fail);
    done(null, socket, instance);
  });
}

/** Takes the instances in turn. */
export function inTurn<T>([first, ...others]: readonly T[]): () => T {
  if (first === undefined) throw new Error('a service has no instance');
  const all = [first, ...others];
  let turn = 0;
  return () => {
    turn = (turn + 1) % all.length;
    return all[turn] ?? first;
  };
}
