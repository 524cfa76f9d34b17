import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { textPatience } from '../patience.js';
import type { TextModel, TextRequest, TextUsage } from '../text-model.js';
import { callError, faultError } from './call-error.js';
import type { Endpoint } from './endpoint.js';
import { isStrict, withInstruction } from './json-form.js';
import { openAiClient } from './openai-client.js';
import { type AnswerPart, readAnswer } from './read-answer.js';

/** In what the servers of this protocol differ. */
export interface ChatDialect {
  /** How an answer is held to a form: to its schema, to being JSON, or by words alone. */
  readonly form: 'json_schema' | 'json_object' | 'words';
  /** What the bound of an answer's tokens is called. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Whether the model takes a temperature: those that think first refuse it. */
  readonly temperature: boolean;
  /** Tokens that it may think before it answers, for which the bound leaves room; none unless told. */
  readonly thinkingTokens?: number;
  /** Fields that this provider alone knows. */
  readonly extras?: Readonly<Record<string, unknown>>;
}

/** Bytes of a stream: 16,000 tokens of which each comes in an envelope of 1 kB. */
const maxBytes = 16_000_000;

/** OpenAI's chat completions, which most providers speak. */
export function openAiChat(endpoint: Endpoint, dialect: ChatDialect): TextModel {
  const { provider, model } = endpoint;
  const patience = endpoint.patience ?? textPatience;
  const client = openAiClient(endpoint, { accept: 'text/event-stream', maxBytes, patience });
  return {
    provider,
    model,
    write: async function* (request, { signal }) {
      try {
        const stream = await client.chat.completions.create(bodyOf(model, dialect, request), { signal });
        yield* readAnswer(partsOf(stream, endpoint), endpoint);
      } catch (error) {
        signal.throwIfAborted();
        throw callError(error, endpoint);
      }
    },
  };
}

function bodyOf(model: string, dialect: ChatDialect, request: TextRequest): ChatCompletionCreateParamsStreaming {
  const system = dialect.form === 'json_schema' ? request.system : withInstruction(request);
  return {
    model,
    messages: [{ role: 'system', content: system }, ...request.messages],
    stream: true,
    stream_options: { include_usage: true },
    [dialect.limit]: request.maxTokens + (dialect.thinkingTokens ?? 0),
    ...(dialect.temperature && request.temperature !== undefined && { temperature: request.temperature }),
    ...formOf(dialect, request),
    ...dialect.extras,
  };
}

function formOf(
  { form }: ChatDialect,
  { schema }: TextRequest,
): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> {
  if (!schema || form === 'words') return {};
  if (form === 'json_object') return { response_format: { type: 'json_object' } };
  const { name, json } = schema;
  return {
    response_format: { type: 'json_schema', json_schema: { name, schema: json, strict: isStrict(json) } },
  };
}

const Usage = z
  .object({
    prompt_tokens: z.number(),
    completion_tokens: z.number(),
    prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    /** DeepSeek's name for it. */
    prompt_cache_hit_tokens: z.number().nullish(),
  })
  .transform(
    (usage): TextUsage => ({
      input: usage.prompt_tokens,
      output: usage.completion_tokens,
      cached: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? 0,
    }),
  );

const Chunk = z
  .object({
    choices: z
      .array(
        z.object({
          delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
          finish_reason: z.string().nullish(),
        }),
      )
      .nullish(),
    usage: Usage.nullish(),
  })
  .refine(({ choices, usage }) => choices ?? usage);

/** What a model thinks (`reasoning_content`, `reasoning`) stands beside its content and is not read. */
async function* partsOf(stream: AsyncIterable<unknown>, endpoint: Endpoint): AsyncGenerator<AnswerPart> {
  for await (const chunk of stream) {
    const { data } = Chunk.safeParse(chunk);
    if (!data) throw faultError(chunk, endpoint);
    if (data.usage) yield { type: 'usage', usage: data.usage };
    const choice = data.choices?.[0];
    if (choice?.delta?.refusal) yield { type: 'finish', finish: 'declined' };
    if (choice?.delta?.content) yield { type: 'text', text: choice.delta.content };
    if (choice?.finish_reason && choice.finish_reason !== exhausted) {
      yield { type: 'finish', finish: finishOf(choice.finish_reason) };
    }
  }
}

/** DeepSeek's word for an answer that it broke off for want of machines. */
const exhausted = 'insufficient_system_resource';

function finishOf(reason: string): 'stop' | 'length' | 'declined' {
  if (reason === 'content_filter' || reason === 'sensitive') return 'declined';
  return reason === 'length' || reason === 'max_tokens' ? 'length' : 'stop';
}
