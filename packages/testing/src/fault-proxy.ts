import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Cut, Fault, PlannedCut } from './fault.js';
import { FaultLink } from './fault-link.js';

export interface FaultProxyOptions {
  readonly host?: string;
  readonly port: number;
  /** For jitter and resets: a seeded one makes them repeatable. */
  readonly random?: () => number;
}

/** A TCP proxy on the loopback between a client and a server of this machine, whose network can be made bad. */
export class FaultProxy {
  private readonly links = new Set<FaultLink>();
  private readonly cuts = new Set<PlannedCut>();
  private current: Fault = {};
  private listensOn = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: Required<FaultProxyOptions>,
  ) {
    server.on('connection', (client: Socket) => this.accept(client));
  }

  static async start({ host = '127.0.0.1', port, random = Math.random }: FaultProxyOptions): Promise<FaultProxy> {
    // Half-open connections are for the proxied ends to close.
    const proxy = new FaultProxy(createServer({ allowHalfOpen: true, noDelay: true }), { host, port, random });
    await proxy.listen(0);
    return proxy;
  }

  get port(): number {
    return this.listensOn;
  }

  /** Connections that are open through it. */
  get connections(): number {
    return this.links.size;
  }

  /** The same address, through the proxy. */
  through(url: string): string {
    const changed = new URL(url);
    changed.hostname = '127.0.0.1';
    changed.port = String(this.listensOn);
    return changed.href;
  }

  /** From now on, for open connections too; replaces the fault before. */
  async fault(fault: Fault): Promise<void> {
    this.current = fault;
    if (fault.mode === 'reset' || fault.mode === 'refuse') this.resetAll();
    if (fault.mode === 'refuse') this.server.close();
    else if (!this.server.listening) await this.listen(this.listensOn);
    for (const link of this.links) link.obey(fault);
  }

  async heal(): Promise<void> {
    await this.fault({});
  }

  /** A RST to both ends of all open connections. */
  resetAll(): void {
    for (const link of this.links) link.reset();
  }

  /**
   * Cuts the first connection that comes to this place, counted from now: the client gets a RST, the server a plain end.
   * Resolves when that has happened.
   */
  cutOnce(cut: Cut): Promise<void> {
    for (const link of this.links) link.forgetPassed();
    return new Promise((resolve) => {
      const planned: PlannedCut = {
        ...cut,
        fired: () => {
          this.cuts.delete(planned);
          resolve();
        },
      };
      this.cuts.add(planned);
    });
  }

  async close(): Promise<void> {
    this.resetAll();
    if (!this.server.listening) return;
    this.server.close();
    await once(this.server, 'close');
  }

  private async listen(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (typeof address === 'object' && address !== null) this.listensOn = address.port;
  }

  private accept(client: Socket): void {
    if (this.current.mode === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const link = new FaultLink(client, { ...this.target, cuts: this.cuts, onEnd: () => this.links.delete(link) });
    link.obey(this.current);
    this.links.add(link);
  }
}
