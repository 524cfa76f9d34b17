import type { Fault } from '@mojian/testing/fault';
import { FaultProxy } from '@mojian/testing/fault-proxy';

export type StoreName = 'postgres' | 'redis';

/** Kinds of processes: each kind has its own way to each store. */
const PROCESS_KINDS = ['user', 'postcard', 'agent', 'worker', 'gateway'] as const;
export type ProcessKind = (typeof PROCESS_KINDS)[number];

/** The ways from the processes to the stores, each of which can be made bad by itself. */
export class Network {
  private constructor(private readonly proxies: ReadonlyMap<string, FaultProxy>) {}

  /** `ports` of the stores; `random` seeds jitter and resets. */
  static async start(ports: Readonly<Record<StoreName, number>>, random?: () => number): Promise<Network> {
    const proxies = new Map<string, FaultProxy>();
    for (const kind of PROCESS_KINDS) {
      for (const store of ['postgres', 'redis'] as const) {
        proxies.set(`${kind} ${store}`, await FaultProxy.start({ port: ports[store], ...(random && { random }) }));
      }
    }
    return new Network(proxies);
  }

  /** The way of one kind of processes to one store. */
  way(kind: ProcessKind, store: StoreName): FaultProxy {
    const proxy = this.proxies.get(`${kind} ${store}`);
    if (!proxy) throw new Error(`there is no way from ${kind} to ${store}`);
    return proxy;
  }

  /** Makes the ways to a store bad: those of all processes, or of these kinds alone. */
  async fault(store: StoreName, fault: Fault, kinds: readonly ProcessKind[] = PROCESS_KINDS): Promise<void> {
    await Promise.all(kinds.map((kind) => this.way(kind, store).fault(fault)));
  }

  /** All ways are well again. */
  async heal(): Promise<void> {
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.heal()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.close()));
  }
}
