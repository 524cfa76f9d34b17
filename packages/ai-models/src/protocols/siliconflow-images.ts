import { z } from 'zod';
import type { ImageModel } from '../image-model.js';
import { imagePatience } from '../patience.js';
import { jsonAsker } from './ask-json.js';
import { callError } from './call-error.js';
import type { Endpoint } from './endpoint.js';
import { nearestSize, type Size } from './nearest-size.js';
import { maxPictureJsonBytes, pictureOf } from './picture-of.js';

/** As its reference lists them, https://docs.siliconflow.cn/api-reference/images/images-generations. */
const kolorsSizes: readonly Size[] = [
  [1024, 1024],
  [960, 1280],
  [768, 1024],
  [720, 1440],
  [720, 1280],
];
const qwenSizes: readonly Size[] = [
  [1328, 1328],
  [1664, 928],
  [928, 1664],
  [1472, 1140],
  [1140, 1472],
  [1584, 1056],
  [1056, 1584],
];

const sizesOf = (model: string): readonly Size[] => (model.startsWith('Qwen/') ? qwenSizes : kolorsSizes);

const Reply = z.object({ images: z.array(z.object({ url: z.string() })) });

/** SiliconFlow's own form of a picture's request; the answer is an address that holds for an hour. */
export function siliconFlowImages(endpoint: Endpoint, pictureHosts: readonly string[]): ImageModel {
  const { provider, model } = endpoint;
  const ask = jsonAsker(endpoint, {
    maxBytes: maxPictureJsonBytes,
    patience: endpoint.patience ?? imagePatience,
  });
  return {
    provider,
    model,
    paint: async (request, { signal }) => {
      try {
        const { images } = await ask({
          path: '/images/generations',
          body: {
            model,
            prompt: request.prompt,
            image_size: nearestSize(request, sizesOf(model)).join('x'),
            batch_size: 1,
          },
          answer: Reply,
          signal,
        });
        return await pictureOf(images[0], endpoint, { pictureHosts, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw callError(error, endpoint);
      }
    },
  };
}
