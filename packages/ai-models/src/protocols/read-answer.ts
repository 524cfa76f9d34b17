import { modelError } from '../model-error.js';
import type { TextEvent, TextUsage } from '../text-model.js';
import type { ModelName } from './endpoint.js';
import { withoutThinking } from './without-thinking.js';

/** What a protocol finds in a stream, in the order in which it comes. */
export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: TextUsage }
  | { readonly type: 'finish'; readonly finish: 'stop' | 'length' | 'declined' };

/** Bytes of an answer's text: more than any prompt of ours can want. */
const maxTextBytes = 2_000_000;

/** What every protocol promises of an answer, whatever its wire: see `TextModel.write`. */
export async function* readAnswer(
  parts: AsyncIterable<AnswerPart>,
  { provider, model }: ModelName,
): AsyncGenerator<TextEvent> {
  const unavailable = (message: string) => modelError('MODEL_UNAVAILABLE', message, { provider, model });
  const read = withoutThinking();
  let bytes = 0;
  let usage: TextUsage | null = null;
  let finish: 'stop' | 'length' | null = null;
  for await (const part of parts) {
    if (part.type === 'usage') usage = part.usage;
    if (part.type === 'finish') {
      if (part.finish === 'declined') throw modelError('MODEL_REFUSED', 'declined', { provider, model });
      finish = part.finish;
    }
    if (part.type !== 'text') continue;
    const text = read(part.text);
    bytes += Buffer.byteLength(text);
    if (bytes > maxTextBytes) throw unavailable(`answered more than ${maxTextBytes} bytes of text`);
    if (text !== '') yield { type: 'text', text };
  }
  if (finish === null) throw unavailable('broke off');
  if (bytes === 0 && finish === 'stop') throw unavailable('answered nothing');
  yield { type: 'end', finish, usage };
}
