import { connect, type Socket } from 'node:net';
import type { Direction, Fault, PlannedCut } from './fault.js';
import { FaultPipe } from './fault-pipe.js';

export interface FaultLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly random: () => number;
  readonly cuts: ReadonlySet<PlannedCut>;
  readonly onEnd: () => void;
}

/** One connection through a fault proxy: two sockets and a pipe each way. */
export class FaultLink {
  private readonly upstream: Socket;
  private readonly pipes: Readonly<Record<Direction, FaultPipe>>;

  constructor(
    private readonly client: Socket,
    private readonly options: FaultLinkOptions,
  ) {
    const { host, port, random } = options;
    this.upstream = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const pipe = (direction: Direction, from: Socket, to: Socket) =>
      new FaultPipe(from, to, {
        random,
        onPassed: (seen, bytes) => this.cutIfPlanned(direction, seen, bytes),
        onReset: () => this.reset(),
      });
    this.pipes = { up: pipe('up', client, this.upstream), down: pipe('down', this.upstream, client) };
    for (const [socket, other] of [
      [client, this.upstream],
      [this.upstream, client],
    ] as const) {
      // Whatever ends one side ends the other; the ends' own errors are theirs to tell.
      socket.on('error', () => resetSocket(other));
      socket.on('close', () => this.endWhenBothClosed());
    }
  }

  obey(fault: Fault): void {
    const { only, ...rest } = fault;
    for (const direction of ['up', 'down'] as const) {
      this.pipes[direction].obey(only === undefined || only === direction ? rest : {});
    }
  }

  /** Planned cuts count from here. */
  forgetPassed(): void {
    this.pipes.up.forgetPassed();
    this.pipes.down.forgetPassed();
  }

  reset(): void {
    resetSocket(this.client);
    resetSocket(this.upstream);
  }

  private cutIfPlanned(direction: Direction, seen: string, bytes: number): void {
    for (const cut of this.options.cuts) {
      if (cut.direction !== direction || !isReached(cut, seen, bytes)) continue;
      cut.fired();
      // The server reads what was sent before the end; the client hears nothing of it.
      resetSocket(this.client);
      this.upstream.end();
    }
  }

  private endWhenBothClosed(): void {
    if (this.client.destroyed && this.upstream.destroyed) this.options.onEnd();
    else if (this.client.destroyed) this.upstream.end();
  }
}

/** Node never closes a socket that is reset while its end is under way, and then spins at the end of the process. */
const resetSocket = (socket: Socket): void => void (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy());

function isReached({ after = [], bytes = 0 }: PlannedCut, seen: string, passed: number): boolean {
  let from = 0;
  for (const text of after) {
    const at = seen.indexOf(text, from);
    if (at < 0) return false;
    from = at + text.length;
  }
  return passed >= bytes;
}
