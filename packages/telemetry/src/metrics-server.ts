import { createServer, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

/** `checks` tells each dependency's state: `up`, or why not. */
export interface ReadyReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

export interface MetricsServerOptions {
  readonly port: number;
  readonly host: string;
  readonly registry: Registry;
  readonly health: () => Promise<ReadyReport>;
}

export interface MetricsServer {
  /** The port in use: the one asked for, or the one the system chose for 0. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Answers `/metrics`, `/health` (the process lives) and `/ready` (its dependencies answer; 503 otherwise). */
export async function startMetricsServer({
  port,
  host,
  registry,
  health,
}: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(request.url ?? '/', { response, registry, health }).catch((error: unknown) => {
      reply(response, 500, { error: error instanceof Error ? error.message : 'failed' });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answering extends Pick<MetricsServerOptions, 'registry' | 'health'> {
  readonly response: ServerResponse;
}

async function answer(url: string, { response, registry, health }: Answering): Promise<void> {
  const path = url.split('?', 1)[0];
  if (path === '/metrics') {
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType }).end(text);
  } else if (path === '/health') {
    reply(response, 200, { status: 'ok' });
  } else if (path === '/ready') {
    const report = await health();
    reply(response, report.ready ? 200 : 503, report);
  } else {
    reply(response, 404, { error: 'not found' });
  }
}

const reply = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
