import { z } from 'zod';
import { codeOfStatus, type ModelErrorCode } from '../model-error.js';

/** What a provider says about its own failure, in one of the forms that are in use. */
export interface ProviderFault {
  /** Its code and type, in its own words. */
  readonly code: string;
  /** For the log: cut short, on one line. */
  readonly message: string;
}

const word = z.union([z.string(), z.number()]).nullish();
const Fault = z.object({ code: word, type: word, message: z.string().nullish() });
/** `{error: {...}}` of OpenAI and Anthropic, `{error: '...'}` of Ollama, `{code, message}` of DashScope and SiliconFlow. */
const FaultBody = z.union([
  z.object({ error: Fault }).transform(({ error }) => error),
  z.object({ error: z.string() }).transform(({ error }) => ({ code: '', type: '', message: error })),
  Fault,
]);

const messageLength = 200;

export function faultOf(body: unknown): ProviderFault {
  // Gemini's compatible endpoint puts it into a list.
  const { data } = FaultBody.safeParse(Array.isArray(body) ? body[0] : body);
  return {
    code: [data?.code, data?.type].filter((part) => part !== undefined && part !== null && part !== '').join(' '),
    message: (data?.message ?? '').replaceAll(/\s+/g, ' ').slice(0, messageLength),
  };
}

/** OpenAI, Azure, DashScope and DeepSeek say in these words that a prompt or an answer is not to be. */
const declined = /content[_ ]?policy|content[_ ]?filter|moderation_blocked|data_?inspection|content exists risk/i;
const busy = /rate[_ ]?limit|throttling|overloaded|limit_requests|resource_exhausted|too many requests/i;
const rejected = /invalid|authentication|permission|not_?found|not_?supported|arrearage/i;

export const isDeclined = ({ code, message }: ProviderFault): boolean => declined.test(`${code} ${message}`);

/** How a failure is taken that came without a status of its own: inside a stream, or as the end of a task. */
export function codeOfFault(fault: ProviderFault): ModelErrorCode {
  if (isDeclined(fault)) return 'MODEL_REFUSED';
  if (busy.test(`${fault.code} ${fault.message}`)) return 'MODEL_BUSY';
  if (rejected.test(fault.code)) return 'MODEL_REJECTED';
  const status = Number(fault.code.split(' ')[0]);
  return status >= 400 && status < 600 ? codeOfStatus(status) : 'MODEL_UNAVAILABLE';
}
