import { z } from 'zod';
import type { ImageModel } from '../image-model.js';
import { modelError } from '../model-error.js';
import { imagePatience } from '../patience.js';
import { callError } from './call-error.js';
import type { Endpoint } from './endpoint.js';
import { nearestSize, type Size } from './nearest-size.js';
import { openAiClient } from './openai-client.js';
import { maxPictureJsonBytes, pictureOf } from './picture-of.js';

export interface ImageDialect {
  /** Sizes that can be asked for; null where the server decides. */
  readonly sizes: readonly [Size, ...Size[]] | null;
  /** Whether base64 must be asked for; OpenAI's own models send nothing else and refuse the question. */
  readonly asksBase64: boolean;
  /** Hosts whose pictures are fetched though their addresses are private. */
  readonly pictureHosts: readonly string[];
}

/** A field that OpenAI has given up, and all others go by. */
const inBase64 = { response_format: 'b64_json' } as const;

const Reply = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })).nullish(),
});

/** OpenAI's image generations, and those that speak like them. */
export function openAiImages(endpoint: Endpoint, { sizes, asksBase64, pictureHosts }: ImageDialect): ImageModel {
  const { provider, model } = endpoint;
  const patience = endpoint.patience ?? imagePatience;
  const client = openAiClient(endpoint, { accept: 'application/json', maxBytes: maxPictureJsonBytes, patience });
  return {
    provider,
    model,
    paint: async (request, { signal }) => {
      try {
        const reply: unknown = await client.images.generate(
          {
            model,
            prompt: request.prompt,
            n: 1,
            ...(sizes && { size: nearestSize(request, sizes).join('x') }),
            ...(asksBase64 && inBase64),
          },
          { signal },
        );
        const { data } = Reply.safeParse(reply);
        if (!data) throw modelError('MODEL_UNAVAILABLE', 'answered in an unknown form', { provider, model });
        const [first] = data.data ?? [];
        return await pictureOf(first && { base64: first.b64_json, url: first.url }, endpoint, { pictureHosts, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw callError(error, endpoint);
      }
    },
  };
}
