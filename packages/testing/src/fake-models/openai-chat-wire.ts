import { type JsonObject, objectAt } from './json.js';
import type { TextEnd, TextWire } from './text-answer.js';
import { tokensOf } from './tokens.js';
import type { Asked, Vendor } from './vendor.js';

/** In what the vendors of this protocol differ. */
export interface ChatDialect {
  readonly vendor: Vendor['name'];
  /** Where a stream tells its tokens. */
  readonly usageIn: 'own-chunk' | 'last-chunk' | 'each-chunk';
  /** False: told without being asked. */
  readonly usageOnlyAsked: boolean;
  /** How it declines: a field of the message, a reason to finish, or an error of its inspection. */
  readonly refusal: 'field' | 'content-filter' | 'inspection';
  /** A comment that comes while the model has not begun. */
  readonly keepAlive?: string;
}

/** Tokens that were read. */
export interface Prompt {
  readonly tokens: number;
  readonly cached: number;
}

const DONE = 'data: [DONE]\n\n';

const frame = (content: unknown): string => `data: ${JSON.stringify(content)}\n\n`;

/** One answer in chunks, or whole. */
export class ChatWire implements TextWire {
  readonly streams: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly waiting: string;
  private readonly asksUsage: boolean;
  private readonly head: { readonly id: string } & JsonObject;
  private thought = 0;
  private wrote = 0;

  constructor(
    { body, exchange, model, vendor }: Asked,
    private readonly dialect: ChatDialect,
    private readonly prompt: Prompt,
  ) {
    this.streams = body.stream === true;
    this.headers = vendor.headers(exchange.requestId);
    this.waiting = dialect.keepAlive ?? '';
    this.asksUsage = objectAt(body, 'stream_options').include_usage === true;
    const created = Math.floor(exchange.call.at / 1000);
    this.head = { id: `chatcmpl-${exchange.requestId}`, created, model, system_fingerprint: 'fp_fake' };
  }

  open(): string {
    return this.chunk({ role: 'assistant', content: '' });
  }

  thinking(piece: string): string {
    this.thought += 1;
    return this.chunk({ content: null, reasoning_content: piece });
  }

  text(piece: string): string {
    this.wrote += 1;
    return this.chunk({ content: piece });
  }

  end({ finish, usage }: TextEnd): string {
    const { usageIn, usageOnlyAsked } = this.dialect;
    const told = usage && (this.asksUsage || !usageOnlyAsked) ? { usage: this.usage(this.thought, this.wrote) } : {};
    const last = this.chunk({}, finish, usageIn === 'last-chunk' ? told : {});
    const own = 'usage' in told && usageIn === 'own-chunk' ? this.frameOf({ choices: [], ...told }) : '';
    return `${last}${own}${DONE}`;
  }

  failed(body: unknown): string {
    return frame(body);
  }

  refused(text: string): string {
    switch (this.dialect.refusal) {
      case 'field': {
        const pieces = tokensOf(text).map((piece) => this.chunk({ refusal: piece }));
        return `${pieces.join('')}${this.chunk({}, 'stop')}${DONE}`;
      }
      case 'content-filter':
        return `${this.chunk({ content: text })}${this.chunk({}, 'content_filter')}${DONE}`;
      case 'inspection':
        return frame(this.inspectionFailed());
      default:
        return this.dialect.refusal satisfies never;
    }
  }

  whole(thinking: string, text: string, end: TextEnd): unknown {
    const thought = thinking === '' ? {} : { reasoning_content: thinking };
    const usage = end.usage ? { usage: this.usage(end.thinkingTokens, end.textTokens) } : {};
    return this.completion({ content: text, ...thought }, end.finish, usage);
  }

  wholeRefused(text: string): { readonly status: number; readonly body: unknown } {
    const usage = { usage: this.usage(0, tokensOf(text).length) };
    switch (this.dialect.refusal) {
      case 'field':
        return { status: 200, body: this.completion({ content: null, refusal: text }, 'stop', usage) };
      case 'content-filter':
        return { status: 200, body: this.completion({ content: text }, 'content_filter', usage) };
      case 'inspection':
        return { status: 400, body: this.inspectionFailed() };
      default:
        return this.dialect.refusal satisfies never;
    }
  }

  private frameOf(content: JsonObject): string {
    return frame({ ...this.head, object: 'chat.completion.chunk', ...content });
  }

  private chunk(delta: JsonObject, finish: string | null = null, usage: JsonObject = {}): string {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
    return this.frameOf({ choices, ...this.usageBeforeTheEnd(), ...usage });
  }

  /** Who sends a chunk for the tokens alone marks the others with null. */
  private usageBeforeTheEnd(): JsonObject {
    if (this.dialect.usageIn === 'each-chunk') return { usage: this.usage(this.thought, this.wrote) };
    return this.dialect.usageIn === 'own-chunk' && this.asksUsage ? { usage: null } : {};
  }

  private completion(message: JsonObject, finish: string, usage: JsonObject): JsonObject {
    const said = { role: 'assistant', refusal: null, ...message };
    const choices = [{ index: 0, message: said, logprobs: null, finish_reason: finish }];
    return { ...this.head, object: 'chat.completion', choices, ...usage };
  }

  private usage(thought: number, wrote: number): JsonObject {
    const { tokens, cached } = this.prompt;
    const hits = { prompt_cache_hit_tokens: cached, prompt_cache_miss_tokens: tokens - cached };
    return {
      prompt_tokens: tokens,
      completion_tokens: thought + wrote,
      total_tokens: tokens + thought + wrote,
      prompt_tokens_details: { cached_tokens: cached },
      completion_tokens_details: { reasoning_tokens: thought },
      ...(this.dialect.vendor === 'deepseek' ? hits : {}),
    };
  }

  private inspectionFailed(): JsonObject {
    const code = 'data_inspection_failed';
    const error = { code, type: code, param: null, message: 'Output data may contain inappropriate content.' };
    return { error, id: this.head.id, request_id: this.head.id.replace('chatcmpl-', '') };
  }
}
