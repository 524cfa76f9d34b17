import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import { createFontCutter } from '@mojian/card/type/font-cutter';
import { loadEnv } from '@mojian/config/load-env';
import { endWithProcess } from '@mojian/service-kit/process-end';
import { createPainter } from '@mojian/studio/paint/painter';
import { createLogger } from '@mojian/telemetry/logger';
import { workerEnvSchema } from './env.js';
import { warmUp } from './run-task/warm-up.js';
import { startWorker } from './start-worker.js';

const env = loadEnv(workerEnvSchema);
const logger = createLogger({ service: 'worker', level: env.LOG_LEVEL });
const browsers = createBrowserPool({ maxPages: env.BROWSER_PAGES, recycleAfter: 100, logger });
const painter = createPainter({ workers: env.PAINT_WORKERS, logger });
const fonts = createFontCutter({ logger });
await warmUp({ browsers, painter, cutFonts: fonts.cut, logger });
const worker = await startWorker({
  env,
  logger,
  studio: { painter, gate: createGate({ browsers }), cutFonts: fonts.cut },
});

endWithProcess({
  logger,
  close: async () => {
    await worker.close();
    await Promise.all([browsers.close(), painter.close(), fonts.close()]);
  },
});
