import { isObject, textOf } from './json.js';
import { checkChat } from './openai-chat-check.js';
import { type ChatDialect, ChatWire, type Prompt } from './openai-chat-wire.js';
import { PromptCache } from './prompt-cache.js';
import { answerText } from './text-answer.js';
import { tokensOf } from './tokens.js';
import type { Asked, Endpoint } from './vendor.js';

// As OpenAI, DeepSeek and DashScope count what they had before.
const CACHE_STEP = 64;

/** POST {prefix}/chat/completions, whole and as a stream of events. */
export function chatEndpoint(dialect: ChatDialect): Endpoint {
  const cache = new PromptCache();
  return {
    path: '/chat/completions',
    check: (body) => checkChat(body, dialect.vendor),
    answer: (asked, scenario) => answerText(asked, scenario, new ChatWire(asked, dialect, promptOf(asked, cache))),
  };
}

/** The first message is what may have been read before. */
function promptOf({ body, model }: Asked, cache: PromptCache): Prompt {
  const messages: unknown[] = Array.isArray(body.messages) ? body.messages : [];
  const texts = messages.map((message) => (isObject(message) ? textOf(message.content) : ''));
  const counts = texts.map((text) => tokensOf(text).length);
  const [first = ''] = texts;
  const [head = 0] = counts;
  const cached = cache.has(model, first) ? head - (head % CACHE_STEP) : 0;
  return { tokens: counts.reduce((sum, count) => sum + count, 0), cached };
}
