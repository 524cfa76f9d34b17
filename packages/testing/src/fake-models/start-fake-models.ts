import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { CallDesk } from './call-desk.js';
import type { FakeCall, Scenario } from './scenario.js';

export type { FakeCall, Scenario } from './scenario.js';

/** A server of models on the loopback that speaks the vendors' protocols and says what it is told to say. */
export interface FakeModels {
  /**
   * `http://127.0.0.1:PORT`. Base addresses below it: OpenAI `/v1`, Qwen `/compatible-mode/v1`, DashScope `/api/v1`,
   * DeepSeek `/deepseek` or `/deepseek/v1`, SiliconFlow `/siliconflow/v1`, Gemini `/v1beta/openai`, Anthropic
   * `/anthropic/v1`, a server that asks for no key `/keyless/v1`.
   */
  readonly url: string;
  /** Every request that arrived, in order. */
  readonly calls: readonly FakeCall[];
  /** The next calls of models get these, in order; polls, downloads and malformed requests take none. */
  readonly script: (...steps: readonly Scenario[]) => void;
  /** What the calls after the script get; null, as in the beginning: 599, and a line in `unscripted`. */
  readonly otherwise: (scenario: Scenario | null) => void;
  /** Calls that nobody scripted, or that were scripted as another kind of model. */
  readonly unscripted: readonly string[];
  readonly close: () => Promise<void>;
}

/** Listens when it resolves; on a free port unless told. */
export async function startFakeModels({ port = 0 }: { readonly port?: number } = {}): Promise<FakeModels> {
  const server = createServer();
  // Clients keep connections; those that vanish between two calls would look like faults.
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  const desk = new CallDesk(url);
  server.on('request', (request, response) => void desk.take(request, response));
  return {
    url,
    calls: desk.calls,
    unscripted: desk.unscripted,
    script: desk.script,
    otherwise: desk.otherwise,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server without a port.');
  return address.port;
}
