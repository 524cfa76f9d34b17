import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { sceneInfo } from '../scenes/list.js';
import { encodePainting } from './encode-painting.js';
import { paintPicture } from './paint-picture.js';
import type { PaintSpec } from './paint-spec.js';

/** Worker thread of the painter: gets a spec, answers with the painting or with why there is none. One job at a time. */
sharp.concurrency(1);
sharp.cache(false);

const answer = async (spec: PaintSpec): Promise<void> => {
  try {
    const painting = await encodePainting(paintPicture(spec, 1), sceneInfo(spec.scene));
    parentPort?.postMessage({ painting });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

parentPort?.on('message', (spec: PaintSpec) => void answer(spec));
