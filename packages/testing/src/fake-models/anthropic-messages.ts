import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type JsonObject, textOf } from './json.js';
import { PromptCache } from './prompt-cache.js';
import { answerText, type TextEnd, type TextWire } from './text-answer.js';
import { tokensOf } from './tokens.js';
import type { Asked, Endpoint, Problem } from './vendor.js';

const STOP_REASONS = { stop: 'end_turn', length: 'max_tokens' } as const;

/** POST {prefix}/messages, whole and as a stream of named events. */
export function anthropicEndpoint(): Endpoint {
  const cache = new PromptCache();
  return {
    path: '/messages',
    check: checkMessages,
    answer: (asked, scenario) => answerText(asked, scenario, messagesWire(asked, inputUsage(asked, cache))),
  };
}

const bad = (message: string): Problem => ({ status: 400, message });

function checkMessages(body: JsonObject, headers: IncomingHttpHeaders): Problem | null {
  const { max_tokens: maxTokens, messages, system, temperature } = body;
  if (headers['anthropic-version'] === undefined) return bad('anthropic-version: header is required');
  if (maxTokens === undefined) return bad('max_tokens: Field required');
  if (typeof maxTokens !== 'number' || !Number.isInteger(maxTokens) || maxTokens < 1) {
    return bad('max_tokens: Input should be greater than or equal to 1');
  }
  if (temperature !== undefined && (typeof temperature !== 'number' || temperature < 0 || temperature > 1)) {
    return bad('temperature: range: 0..1');
  }
  if (system !== undefined && typeof system !== 'string' && !Array.isArray(system)) {
    return bad('system: Input should be a valid string or list');
  }
  if (messages === undefined) return bad('messages: Field required');
  if (!Array.isArray(messages) || messages.length === 0) return bad('messages: at least one message is required');
  const problems = messages.map((message: unknown, index) => checkMessage(message, `messages.${index}`));
  return problems.find((problem) => problem !== null) ?? null;
}

function checkMessage(message: unknown, at: string): Problem | null {
  if (!isObject(message)) return bad(`${at}: Input should be a valid dictionary`);
  const { role, content } = message;
  if (role === 'system') {
    return bad('messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter.');
  }
  if (role !== 'user' && role !== 'assistant') return bad(`${at}.role: Input should be 'user' or 'assistant'`);
  if (at === 'messages.0' && role !== 'user') return bad('messages: first message must use the "user" role');
  if (typeof content !== 'string' && !Array.isArray(content)) return bad(`${at}.content: Field required`);
  return textOf(content) === '' ? bad('messages: text content blocks must be non-empty') : null;
}

/** What was read, fresh, written to the cache and found in it; blocks of `system` are cached where they ask for it. */
function inputUsage({ body, model }: Asked, cache: PromptCache): JsonObject {
  const { system, messages } = body;
  const blocks: unknown[] = Array.isArray(system) ? system : [];
  const marked = blocks.findLastIndex((block) => isObject(block) && isObject(block.cache_control));
  const kept = textOf(blocks.slice(0, marked + 1));
  const keptTokens = tokensOf(kept).length;
  const known = keptTokens > 0 && cache.has(model, kept);
  const turns: unknown[] = Array.isArray(messages) ? messages : [];
  const texts = [textOf(system), ...turns.map((turn) => (isObject(turn) ? textOf(turn.content) : ''))];
  return {
    input_tokens: texts.reduce((sum, text) => sum + tokensOf(text).length, 0) - keptTokens,
    cache_creation_input_tokens: known ? 0 : keptTokens,
    cache_read_input_tokens: known ? keptTokens : 0,
  };
}

const frame = (content: { readonly type: string } & JsonObject): string =>
  `event: ${content.type}\ndata: ${JSON.stringify(content)}\n\n`;

const SIGNATURE = 'RmFrZSBzaWduYXR1cmU=';

/** The blocks of a stream: one is open at a time, each has its number. */
class Blocks {
  private index = -1;
  private open: 'thinking' | 'text' | null = null;

  /** One piece of this kind; begins its block where needed. */
  delta(kind: 'thinking' | 'text', piece: string): string {
    const started = this.open === kind ? '' : `${this.close()}${this.start(kind)}`;
    return `${started}${this.frameOf({ type: `${kind}_delta`, [kind]: piece })}`;
  }

  close(): string {
    if (this.open === null) return '';
    const signed = this.open === 'thinking' ? this.frameOf({ type: 'signature_delta', signature: SIGNATURE }) : '';
    this.open = null;
    return `${signed}${frame({ type: 'content_block_stop', index: this.index })}`;
  }

  private start(kind: 'thinking' | 'text'): string {
    this.open = kind;
    this.index += 1;
    const block = kind === 'thinking' ? { type: kind, thinking: '', signature: '' } : { type: kind, text: '' };
    const ping = this.index === 0 ? frame({ type: 'ping' }) : '';
    return `${frame({ type: 'content_block_start', index: this.index, content_block: block })}${ping}`;
  }

  private frameOf(delta: JsonObject): string {
    return frame({ type: 'content_block_delta', index: this.index, delta });
  }
}

function messagesWire({ body, exchange, model, vendor }: Asked, input: JsonObject): TextWire {
  const blocks = new Blocks();
  const message = { id: `msg_${exchange.requestId}`, type: 'message', role: 'assistant', model };
  const written = (end: TextEnd): number => end.thinkingTokens + end.textTokens;
  const stopped = (reason: string, tokens: number): string => {
    const delta = { stop_reason: reason, stop_sequence: null };
    const last = frame({ type: 'message_delta', delta, usage: { output_tokens: tokens } });
    return `${blocks.close()}${last}${frame({ type: 'message_stop' })}`;
  };
  const whole = (content: readonly JsonObject[], reason: string, tokens: number) => ({
    ...message,
    content,
    stop_reason: reason,
    stop_sequence: null,
    usage: { ...input, output_tokens: tokens },
  });
  return {
    streams: body.stream === true,
    headers: vendor.headers(exchange.requestId),
    waiting: '',
    open: () => {
      const usage = { ...input, output_tokens: 1 };
      const begun = { ...message, content: [], stop_reason: null, stop_sequence: null, usage };
      return frame({ type: 'message_start', message: begun });
    },
    thinking: (piece) => blocks.delta('thinking', piece),
    text: (piece) => blocks.delta('text', piece),
    end: (end) => stopped(STOP_REASONS[end.finish], written(end)),
    failed: (error) => frame({ ...(isObject(error) ? error : {}), type: 'error' }),
    refused: (text) => `${blocks.delta('text', text)}${stopped('refusal', tokensOf(text).length)}`,
    whole: (thinking, text, end) => whole(contentOf(thinking, text), STOP_REASONS[end.finish], written(end)),
    wholeRefused: (text) => ({
      status: 200,
      body: whole(contentOf('', text), 'refusal', tokensOf(text).length),
    }),
  };
}

const contentOf = (thinking: string, text: string): readonly JsonObject[] => [
  ...(thinking === '' ? [] : [{ type: 'thinking', thinking, signature: SIGNATURE }]),
  ...(text === '' ? [] : [{ type: 'text', text }]),
];
