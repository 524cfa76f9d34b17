import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A load balancer in front of several gateways, as there is one where a product must not be seen to be replaced. */
export interface Balancer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Between two questions whether a gateway is ready. */
const ASK_MS = 500;

/**
 * Gives each connection to one of the addresses in turn that say that they are ready, or to the next that accepts it, as
 * docs/operations.md tells operators to do.
 */
export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const all = urls.map((url) => Number(new URL(url).port));
  const ready = new Set(all);
  const asking = setInterval(() => {
    for (const port of all) {
      void isReady(port).then((is) => (is ? ready.add(port) : ready.delete(port)));
    }
  }, ASK_MS);
  const open = new Set<Socket>();
  let turn = 0;
  const join = (client: Socket, triesLeft: number): void => {
    const ports = ready.size > 0 ? [...ready] : all;
    const port = ports[turn % ports.length] ?? 0;
    turn += 1;
    const upstream = connect(port, '127.0.0.1');
    const refused = (): void => {
      if (triesLeft > 0) join(client, triesLeft - 1);
      else client.destroy();
    };
    upstream.once('error', refused);
    upstream.once('connect', () => {
      upstream.off('error', refused);
      upstream.on('error', () => client.destroy());
      open.add(upstream);
      client.pipe(upstream).pipe(client);
    });
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => open.delete(upstream));
  };
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    client.once('close', () => open.delete(client));
    join(client, all.length - 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: async () => {
      clearInterval(asking);
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One that does not answer is not. */
const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
