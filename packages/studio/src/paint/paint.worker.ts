import { serveJobs } from '@mojian/card/threads/serve-jobs';
import sharp from 'sharp';
import { sceneInfo } from '../scenes/list.js';
import { encodePainting } from './encode-painting.js';
import { framePicture } from './frame-picture.js';
import { paintPicture } from './paint-picture.js';
import type { PaintJob } from './paint-spec.js';

/** Thread of the painter. One job at a time. */
sharp.concurrency(1);
sharp.cache(false);

serveJobs((job: PaintJob) =>
  'spec' in job
    ? encodePainting(paintPicture(job.spec, 1), sceneInfo(job.spec.scene))
    : framePicture(Buffer.from(job.bytes), job.scene),
);
