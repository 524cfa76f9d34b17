import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { sceneInfo } from '../scenes/list.js';
import { encodePainting } from './encode-painting.js';
import { framePicture } from './frame-picture.js';
import { paintPicture } from './paint-picture.js';
import type { PaintJob } from './paint-spec.js';

/** Worker thread of the painter: gets a job, answers with the painting or with why there is none. One job at a time. */
sharp.concurrency(1);
sharp.cache(false);

const work = (job: PaintJob) =>
  'spec' in job
    ? encodePainting(paintPicture(job.spec, 1), sceneInfo(job.spec.scene))
    : framePicture(Buffer.from(job.bytes), job.scene);

const answer = async (job: PaintJob): Promise<void> => {
  try {
    const painting = await work(job);
    parentPort?.postMessage({ painting });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

parentPort?.on('message', (job: PaintJob) => void answer(job));
