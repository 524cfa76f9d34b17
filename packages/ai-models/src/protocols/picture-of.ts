import { fetchOutside } from '@mojian/outbound/fetch-outside';
import type { ModelImage } from '../image-model.js';
import { modelError } from '../model-error.js';
import type { ModelName } from './endpoint.js';

/** Bytes of a picture. */
export const maxPictureBytes = 20 * 1024 * 1024;
/** Bytes of a JSON answer that holds one in base64. */
export const maxPictureJsonBytes = Math.ceil((maxPictureBytes * 4) / 3) + 64 * 1024;

const downloadMs = 30_000;

export interface PictureRules {
  /** Hosts whose pictures are fetched though their addresses are private. */
  readonly pictureHosts: readonly string[];
  readonly signal: AbortSignal;
}

/** The picture that an answer holds, or leads to: a provider's own address is asked as one that a stranger has named. */
export async function pictureOf(
  found: { readonly base64?: string | null | undefined; readonly url?: string | null | undefined } | undefined,
  from: ModelName,
  rules: PictureRules,
): Promise<ModelImage> {
  const { provider, model } = from;
  const unavailable = (message: string, cause?: unknown) =>
    modelError('MODEL_UNAVAILABLE', message, { provider, model, ...(cause !== undefined && { cause }) });
  if (!found?.base64 && !found?.url) throw unavailable('answered without a picture');
  const bytes = found.base64
    ? Buffer.from(found.base64, 'base64')
    : await download(found.url ?? '', rules).catch((cause: unknown) => {
        throw unavailable('gave a picture that cannot be fetched', cause);
      });
  if (bytes.length === 0) throw unavailable('gave an empty picture');
  if (bytes.length > maxPictureBytes) throw unavailable(`gave a picture of more than ${maxPictureBytes} bytes`);
  return { bytes };
}

async function download(url: string, { pictureHosts, signal }: PictureRules): Promise<Buffer> {
  const answer = await fetchOutside(url, {
    maxBytes: maxPictureBytes,
    timeoutMs: downloadMs,
    allow: pictureHosts,
    signal,
  });
  const type = answer.headers['content-type'] ?? '';
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  if (!/^(image\/|application\/octet-stream|binary\/)/i.test(type)) throw new Error(`type ${type || 'unknown'}`);
  return answer.body;
}
