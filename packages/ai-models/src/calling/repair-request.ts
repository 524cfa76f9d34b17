import type { TextRequest } from '../text-model.js';

/** Of the answer and of the error, as they are quoted: more would not make them clearer. */
const longestAnswer = 20_000;
const longestError = 1000;

export interface BrokenAnswer {
  readonly text: string;
  readonly finish: 'stop' | 'length';
  readonly error: string;
}

/** The same request, followed by what was answered and what is wrong with it. */
export function repairRequest(request: TextRequest, { text, finish, error }: BrokenAnswer): TextRequest {
  const tooLong = finish === 'length' ? ` It broke off after ${request.maxTokens} tokens: be shorter.` : '';
  const content = `That answer cannot be used: ${error.slice(0, longestError)}.${tooLong}
Answer once more, in full and in the form that was asked for, and with nothing else.`;
  // Protocols refuse an empty message.
  const answered = text.trim() === '' ? [] : [{ role: 'assistant' as const, content: text.slice(0, longestAnswer) }];
  return { ...request, messages: [...request.messages, ...answered, { role: 'user', content }] };
}
