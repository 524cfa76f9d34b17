import { AppError } from '@mojian/contracts/app-error';
import type { Schema } from '@mojian/contracts/schema';
import { faultOfStatus, providerError } from './provider-error.js';

interface Question {
  /** Name of the provider, for errors. */
  readonly provider: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** For all of it, to the last byte; 3 s unless told. */
  readonly timeoutMs?: number | undefined;
}

export interface Reply {
  readonly status: number;
  /** Undefined where the answer is no JSON. */
  readonly json: unknown;
}

const defaultTimeoutMs = 3000;
/** Real answers are 1 to 60 KB, unpacked. */
const longestAnswer = 512 * 1024;

/**
 * Asks a provider whose address an operator has set, whatever status it answers with. Redirects are not followed: a key
 * may stand in the address or the headers.
 * @throws AppError UPSTREAM_TIMEOUT or UPSTREAM_UNREACHABLE, without the address and without the cause that tells it
 */
export async function askProvider({ provider, url, headers, timeoutMs = defaultTimeoutMs }: Question): Promise<Reply> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'manual',
      signal,
    });
    return { status: response.status, json: parseJson(await readText(provider, response)) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal.aborted) {
      const details = { provider, fault: 'failed' };
      throw new AppError('UPSTREAM_TIMEOUT', `${provider} did not answer within ${timeoutMs} ms`, { details });
    }
    throw providerError(`could not be asked (${reasonOf(error)})`, { provider, fault: 'failed' });
  }
}

/** As `askProvider`, and refuses every status but 200 and what does not fit the schema. */
export async function askFor<T>(schema: Schema<T>, question: Question): Promise<T> {
  const { status, json } = await askProvider(question);
  if (status !== 200) throw statusError(question.provider, status);
  return understood(schema, json, question.provider);
}

export const statusError = (provider: string, status: number): AppError =>
  providerError(`answered with status ${status}`, { provider, fault: faultOfStatus(status) });

export const understood = <T>(schema: Schema<T>, json: unknown, provider: string): T => {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw providerError('answered something else than it documents', { provider, fault: 'failed', cause: parsed.error });
};

async function readText(provider: string, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > longestAnswer) {
      throw providerError(`answered with more than ${longestAnswer} bytes`, { provider, fault: 'failed' });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one of the answers that schemas refuse.
    return undefined;
  }
}

/** The system's code (ECONNREFUSED), which tells no address. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'connection';
}
