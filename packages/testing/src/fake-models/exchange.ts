import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeCall } from './scenario.js';

type Recorded = { -readonly [K in keyof FakeCall]: FakeCall[K] };

type Headers = Readonly<Record<string, string>>;

// A prime: borders of packets fall into frames and into letters, as they do on a network.
const SLICE_BYTES = 16_381;

/** One request and what is sent for it. Everything that waits ends with an `AbortError` when the client goes away. */
export class Exchange {
  readonly requestId: string = randomUUID();
  private readonly leaving = new AbortController();
  /** Resolves when the client went away. */
  private readonly left: Promise<void>;
  private readonly recorded: Recorded;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    const [path = '/'] = (request.url ?? '/').split('?');
    const method = request.method ?? 'GET';
    this.recorded = { method, path, model: null, key: null, body: null, at: Date.now(), state: 'open' };
    this.left = new Promise((resolve) => {
      this.leaving.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    response.on('finish', () => this.settle('answered'));
    response.on('close', () => this.settle('aborted'));
    // The close that follows says all.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  }

  get call(): FakeCall {
    return this.recorded;
  }

  get headers(): IncomingHttpHeaders {
    return this.request.headers;
  }

  /** The socket knows it first where the client leaves in the middle of its own request. */
  get gone(): boolean {
    return this.leaving.signal.aborted || this.request.socket.destroyed;
  }

  /** Adds what was understood of the request. */
  note(read: Partial<Pick<FakeCall, 'model' | 'key' | 'body'>>): void {
    Object.assign(this.recorded, read);
  }

  async send(status: number, content: string | Buffer, headers: Headers): Promise<void> {
    const body = Buffer.from(content);
    this.response.writeHead(status, { 'content-length': String(body.length), ...headers });
    await this.write([body]);
    await this.end();
  }

  async json(status: number, content: unknown, headers: Headers = {}): Promise<void> {
    await this.send(status, JSON.stringify(content), { 'content-type': 'application/json', ...headers });
  }

  /** An error that the script did not want; within an answer that has begun, the connection ends. */
  async fail(status: number, why: string): Promise<void> {
    if (this.response.headersSent) this.reset();
    else await this.json(status, { error: { message: why } });
  }

  /** The headers and the first half of a JSON answer. */
  async half(content: unknown): Promise<void> {
    const body = Buffer.from(JSON.stringify(content));
    this.response.writeHead(200, { 'content-length': String(body.length), 'content-type': 'application/json' });
    await this.write([body.subarray(0, body.length / 2)]);
  }

  /** The headers of a stream of events, at once. */
  openEvents(headers: Headers = {}): void {
    this.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      ...headers,
    });
    this.response.flushHeaders();
  }

  /** Resolves when all of it has left for the network. */
  async write(pieces: Iterable<string | Buffer>): Promise<void> {
    let held: Buffer[] = [];
    let bytes = 0;
    for (const piece of pieces) {
      const buffer = Buffer.from(piece);
      held.push(buffer);
      bytes += buffer.length;
      if (bytes < SLICE_BYTES) continue;
      const rest = await this.writeSlices(Buffer.concat(held));
      held = [rest];
      bytes = rest.length;
    }
    if (bytes > 0) await this.push(Buffer.concat(held));
  }

  async end(): Promise<void> {
    this.leaving.signal.throwIfAborted();
    await Promise.race([this.left, new Promise<void>((resolve) => this.response.end(resolve))]);
  }

  /** Ends the connection by a RST. */
  reset(): void {
    this.settle('answered');
    this.request.socket.resetAndDestroy();
  }

  /** Silence until the client goes. */
  async stall(): Promise<void> {
    await this.left;
    this.leaving.signal.throwIfAborted();
  }

  async wait(ms: number): Promise<void> {
    this.leaving.signal.throwIfAborted();
    if (ms > 0) await delay(ms, undefined, { signal: this.leaving.signal });
  }

  private async writeSlices(buffer: Buffer): Promise<Buffer> {
    let at = 0;
    for (; at + SLICE_BYTES <= buffer.length; at += SLICE_BYTES) await this.push(buffer.subarray(at, at + SLICE_BYTES));
    return buffer.subarray(at);
  }

  private async push(bytes: Buffer): Promise<void> {
    this.leaving.signal.throwIfAborted();
    await Promise.race([this.left, new Promise<void>((resolve) => this.response.write(bytes, () => resolve()))]);
    this.leaving.signal.throwIfAborted();
  }

  private settle(state: 'answered' | 'aborted'): void {
    if (this.recorded.state !== 'open') return;
    this.recorded.state = state;
    if (state === 'aborted') this.leaving.abort();
  }
}
