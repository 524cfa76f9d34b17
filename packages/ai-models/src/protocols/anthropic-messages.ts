import { z } from 'zod';
import { modelError } from '../model-error.js';
import { textPatience } from '../patience.js';
import type { TextModel, TextRequest, TextUsage } from '../text-model.js';
import { boundedFetch } from './bounded-fetch.js';
import { callError, faultError } from './call-error.js';
import type { Endpoint } from './endpoint.js';
import { withInstruction } from './json-form.js';
import { type AnswerPart, readAnswer } from './read-answer.js';
import { readEvents } from './server-sent-events.js';

const maxBytes = 16_000_000;

/** The messages of Anthropic, https://docs.anthropic.com/en/api/messages-streaming. */
export function anthropicMessages(endpoint: Endpoint): TextModel {
  const { provider, model, baseUrl, key } = endpoint;
  const patience = endpoint.patience ?? textPatience;
  const fetch = boundedFetch(endpoint, { accept: 'text/event-stream', maxBytes, patience });
  return {
    provider,
    model,
    write: async function* (request, { signal }) {
      const left = new AbortController();
      let complete = false;
      try {
        const response = await fetch(`${baseUrl}/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-api-key': key, 'anthropic-version': '2023-06-01' },
          body: JSON.stringify(bodyOf(model, request)),
          signal: AbortSignal.any([signal, left.signal]),
        });
        yield* readAnswer(partsOf(readEvents(response.body ?? new ReadableStream()), endpoint), endpoint);
        complete = true;
      } catch (error) {
        signal.throwIfAborted();
        throw callError(error, endpoint);
      } finally {
        if (!complete) left.abort();
      }
    },
  };
}

/** Models since Opus 4.7 refuse a temperature; what comes after them is taken to be like them. */
const takesTemperature = (model: string): boolean => /^claude-(3|(opus|sonnet|haiku)-4(-[0-6])?(-\d{8})?$)/.test(model);

/** The system text is marked, so that it is paid for once in five minutes and read from the cache after that. */
const bodyOf = (model: string, request: TextRequest) => ({
  model,
  max_tokens: request.maxTokens,
  system: [{ type: 'text', text: withInstruction(request), cache_control: { type: 'ephemeral' } }],
  messages: request.messages,
  stream: true,
  // Their scale ends at 1.
  ...(takesTemperature(model) &&
    request.temperature !== undefined && { temperature: Math.min(1, request.temperature) }),
});

const tokens = z.number().nullish();
const InputUsage = z.object({
  input_tokens: z.number(),
  cache_read_input_tokens: tokens,
  cache_creation_input_tokens: tokens,
});

/** Of all kinds of events what is read of any; kinds that come new are passed over, as their documentation asks. */
const Event = z.object({
  type: z.string(),
  message: z.object({ usage: InputUsage.nullish() }).nullish(),
  delta: z.object({ text: z.string().nullish(), stop_reason: z.string().nullish() }).nullish(),
  usage: z.object({ output_tokens: z.number() }).nullish(),
  error: z.unknown().optional(),
});

function eventOf(data: string, { provider, model }: Endpoint): z.output<typeof Event> {
  try {
    return Event.parse(JSON.parse(data));
  } catch (cause) {
    throw modelError('MODEL_UNAVAILABLE', 'sent an event of an unknown form', { provider, model, cause });
  }
}

/** What a model thinks comes as deltas without `text`, and is not read. */
async function* partsOf(events: AsyncIterable<string>, endpoint: Endpoint): AsyncGenerator<AnswerPart> {
  let input: z.output<typeof InputUsage> | null = null;
  for await (const data of events) {
    const { type, message, delta, usage, error } = eventOf(data, endpoint);
    if (type === 'error') throw faultError({ error }, endpoint);
    if (type === 'message_stop') return;
    if (type === 'message_start') input = message?.usage ?? null;
    if (type === 'content_block_delta' && delta?.text) yield { type: 'text', text: delta.text };
    if (type !== 'message_delta') continue;
    if (input && usage) yield { type: 'usage', usage: usageOf(input, usage.output_tokens) };
    if (delta?.stop_reason) yield { type: 'finish', finish: finishOf(delta.stop_reason) };
  }
}

/** They count what was read from the cache, or written into it, beside the input; our count holds all of it. */
function usageOf(input: z.output<typeof InputUsage>, output: number): TextUsage {
  const cached = input.cache_read_input_tokens ?? 0;
  return { input: input.input_tokens + cached + (input.cache_creation_input_tokens ?? 0), output, cached };
}

function finishOf(reason: string): 'stop' | 'length' | 'declined' {
  if (reason === 'refusal') return 'declined';
  return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'length' : 'stop';
}
