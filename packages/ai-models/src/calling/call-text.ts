import { modelError } from '../model-error.js';
import type { TextModel, TextRequest, TextUsage } from '../text-model.js';
import type { ModelLine } from './admit.js';
import type { Answer } from './exchange.js';
import type { Called, CallOptions } from './model-call.js';
import type { ModelChoice } from './model-list.js';
import { repairRequest } from './repair-request.js';
import { type CallKit, walkList } from './walk-list.js';

export interface TextCall<V> extends CallOptions {
  readonly request: TextRequest;
  /** The value of an answer; what it throws is told to the model once, for it to mend. */
  readonly parse: (text: string) => V | Promise<V>;
  /** Told the answer so far whenever it grew. Another attempt begins anew, so it may become shorter. */
  readonly onText?: (text: string) => void;
}

/** As `ModelCaller.callText`. */
export function callText<V>(
  { request, parse, onText, ...options }: TextCall<V>,
  lineOf: (choice: ModelChoice) => ModelLine<TextModel>,
  kit: CallKit,
): Promise<Called<V>> {
  return walkList<TextModel, TextRequest, string, V>(
    {
      lineOf,
      options,
      question: {
        request,
        parse,
        send: (model, asked, { signal, onFirst }) =>
          readToEnd(model, asked, {
            signal,
            onText: (text) => {
              onFirst();
              onText?.(text);
            },
          }),
        repair: (asked, { reply, finish }, error) =>
          repairRequest(asked, { text: reply, finish, error: error.message }),
      },
    },
    kit,
  );
}

async function readToEnd(
  model: TextModel,
  request: TextRequest,
  { signal, onText }: { readonly signal: AbortSignal; readonly onText: (text: string) => void },
): Promise<Answer<string>> {
  let text = '';
  for await (const event of model.write(request, { signal })) {
    if (event.type === 'end') return { reply: text, finish: event.finish, consumption: consumptionOf(event.usage) };
    text += event.text;
    onText(text);
  }
  throw modelError('MODEL_UNAVAILABLE', 'broke off', { provider: model.provider, model: model.model });
}

const consumptionOf = (tokens: TextUsage | null) => tokens && { tokens };
