import { AppError } from '@mojian/contracts/app-error';
import { codeOfStatus, modelError } from '../model-error.js';
import type { Endpoint } from './endpoint.js';
import { faultOf, isDeclined } from './provider-fault.js';
import { readRetryAfter } from './retry-after.js';

/** Bytes of an error's body that are read: the sentence stands at its beginning. */
const bodyBytes = 16_384;

/** An answer that is no 2xx, as an error. The key never gets into its message, whatever the provider repeats. */
export async function statusError(
  { provider, model, key }: Endpoint,
  response: Response,
  now: Date,
): Promise<AppError> {
  const { status, headers } = response;
  const text = await beginningOf(response);
  const fault = faultOf(jsonOf(text));
  const retryAfter = readRetryAfter(headers, now);
  const said = [fault.code, fault.message].filter((part) => part !== '').join(' ');
  const words = key === '' ? said : said.replaceAll(key, '(key)');
  const declines = status >= 400 && status < 500 && isDeclined(fault);
  return modelError(
    declines ? 'MODEL_REFUSED' : codeOfStatus(status),
    `answered ${status}${words === '' ? '' : `: ${words}`}`,
    {
      provider,
      model,
      status,
      ...(retryAfter !== undefined && { retry_after_ms: retryAfter }),
    },
  );
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= bodyBytes) break;
    }
  } catch {
    // The status has been told; a sentence that broke off does not make it another one.
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page or plain words, as proxies send them: the status alone is told.
    return null;
  }
}
