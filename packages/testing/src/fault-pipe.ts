import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.js';

export interface FaultPipeOptions {
  readonly random: () => number;
  /** After each chunk that was passed on: what passed last, as text, and the bytes so far. */
  readonly onPassed: (seen: string, bytes: number) => void;
  readonly onReset: () => void;
}

/** Of a connection's text, so much is kept to look for the places of planned cuts. */
const memoryLength = 64 * 1024;
/** Bytes under way after which the sender is made to wait. */
const fullAt = 256 * 1024;
const sliceMs = 50;

/** One direction of a connection, with its faults. Chunks leave in the order in which they came. */
export class FaultPipe {
  private fault: Fault = {};
  private dead = false;
  private held: (() => void)[] = [];
  private last: Promise<void> = Promise.resolve();
  private underWay = 0;
  private passed = 0;
  private seen = '';

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly options: FaultPipeOptions,
  ) {
    from.on('data', (chunk: Buffer) => this.take(chunk));
    from.on('end', () => this.enqueue(0, async () => void this.to.end()));
  }

  obey(fault: Fault): void {
    this.fault = fault;
    if (fault.mode !== 'hold') for (const go of this.held.splice(0)) go();
  }

  forgetPassed(): void {
    this.passed = 0;
    this.seen = '';
  }

  private take(chunk: Buffer): void {
    const { mode, latencyMs = 0, jitterMs = 0, resetChance = 0 } = this.fault;
    if (mode === 'swallow') this.dead = true;
    if (this.dead) return;
    if (resetChance > 0 && this.options.random() < resetChance) {
      this.options.onReset();
      return;
    }
    const dueAt = performance.now() + latencyMs + jitterMs * this.options.random();
    this.enqueue(chunk.length, async () => {
      await this.due(dueAt);
      await this.write(chunk);
    });
  }

  private enqueue(bytes: number, pass: () => Promise<void>): void {
    this.underWay += bytes;
    if (this.underWay > fullAt) this.from.pause();
    this.last = this.last.then(async () => {
      if (!this.dead) await pass();
      this.underWay -= bytes;
      if (this.underWay <= fullAt) this.from.resume();
    });
  }

  private async due(at: number): Promise<void> {
    while (this.fault.mode === 'hold') await new Promise<void>((resolve) => this.held.push(resolve));
    const left = at - performance.now();
    if (left > 0) await delay(left, undefined, { ref: false });
  }

  private async write(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0 && this.to.writable) {
      const { bytesPerSecond } = this.fault;
      const size = bytesPerSecond === undefined ? rest.length : Math.max(1, (bytesPerSecond * sliceMs) / 1000);
      this.to.write(rest.subarray(0, size));
      rest = rest.subarray(size);
      if (bytesPerSecond !== undefined) await delay(sliceMs, undefined, { ref: false });
    }
    this.passed += chunk.length;
    this.seen = (this.seen + chunk.toString('latin1')).slice(-memoryLength);
    this.options.onPassed(this.seen, this.passed);
  }
}
