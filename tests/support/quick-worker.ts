import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate, type Inspection } from '@mojian/card/gate/inspect-page';
import { createFontCutter } from '@mojian/card/type/font-cutter';
import { loadEnv } from '@mojian/config/load-env';
import { endWithProcess } from '@mojian/service-kit/process-end';
import type { Painting } from '@mojian/studio/paint/paint-spec';
import { createPainter } from '@mojian/studio/paint/painter';
import { createLogger } from '@mojian/telemetry/logger';
import { workerEnvSchema } from '../../services/agent/dist/env.js';
import { startWorker } from '../../services/agent/dist/start-worker.js';

/**
 * A worker's process for tests of what is lost under faults, which need hundreds of cards from two cores: all of it is
 * the real one, but the first picture that it paints and the first visit that a page passes serve its later cards too.
 */
const env = loadEnv(workerEnvSchema);
const logger = createLogger({ service: 'worker', level: env.LOG_LEVEL });
const browsers = createBrowserPool({ maxPages: 1, recycleAfter: 100, logger });
const painter = createPainter({ workers: 1, logger });
const fonts = createFontCutter({ logger });
const gate = createGate({ browsers });
let painting: Painting | undefined;
let seen: Inspection | undefined;

const worker = await startWorker({
  env,
  logger,
  studio: {
    painter: {
      close: () => painter.close(),
      frame: (bytes, scene, options) => painter.frame(bytes, scene, options),
      paint: async (spec, options) => (painting ??= await painter.paint(spec, options)),
    },
    cutFonts: fonts.cut,
    gate: {
      inspect: async (input) => {
        if (seen) return { ...seen, html: input.html };
        const inspection = await gate.inspect(input);
        if (inspection.report.verdict === 'pass') seen = inspection;
        return inspection;
      },
    },
  },
});

endWithProcess({
  logger,
  close: async () => {
    await worker.close();
    await Promise.all([browsers.close(), painter.close(), fonts.close()]);
  },
});
