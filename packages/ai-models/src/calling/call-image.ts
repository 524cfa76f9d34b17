import type { ImageModel, ImageRequest, ModelImage } from '../image-model.js';
import type { ModelLine } from './admit.js';
import type { Called, CallOptions } from './model-call.js';
import type { ModelChoice } from './model-list.js';
import { type CallKit, walkList } from './walk-list.js';

export interface ImageCall<V> extends CallOptions {
  readonly request: ImageRequest;
  /** The value of a picture; where it throws, the next model is asked: a picture cannot be mended. */
  readonly parse: (image: ModelImage) => V | Promise<V>;
}

/** As `ModelCaller.callImage`. */
export function callImage<V>(
  { request, parse, ...options }: ImageCall<V>,
  lineOf: (choice: ModelChoice) => ModelLine<ImageModel>,
  kit: CallKit,
): Promise<Called<V>> {
  return walkList<ImageModel, ImageRequest, ModelImage, V>(
    {
      lineOf,
      options,
      question: {
        request,
        parse,
        send: async (model, asked, { signal, onFirst }) => {
          const reply = await model.paint(asked, { signal });
          onFirst();
          return { reply, finish: 'stop', consumption: { images: 1 } };
        },
      },
    },
    kit,
  );
}
