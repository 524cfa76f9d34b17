import { createServer } from 'node:http';
import { cardWriter } from './card-writer.js';
import { startFakeModels } from './start-fake-models.js';

/** The fake as a process of its own (`run.sh up --with fake-models`): answers at the pace of real models. */
const port = Number(process.env.FAKE_MODELS_PORT ?? 8097);
const models = await startFakeModels({ port });
models.otherwise(await cardWriter({ firstTokenMs: 600, tokensPerSecond: 30, pictureMs: 8_000 }));

const ready = createServer((_, response) => response.end('ok'));
ready.listen(port + 1000, '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    ready.close();
    ready.closeAllConnections();
    void models.close();
  });
}
