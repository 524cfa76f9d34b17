import { isObject, type JsonObject, objectAt, textOf } from './json.js';
import { answerPicture, type PictureForm } from './picture-answer.js';
import type { Endpoint, Problem } from './vendor.js';

/** What the vendor says where its inspection finds something in text or picture. */
export const INSPECTION_FAILED: Problem = {
  status: 400,
  code: 'DataInspectionFailed',
  message: 'Output data may contain inappropriate content.',
};

/** Of all its models of pictures: the size is written with a star. */
export function checkParameters(body: JsonObject): Problem | null {
  const { size, n } = objectAt(body, 'parameters');
  if (size !== undefined && (typeof size !== 'string' || !/^\d+\*\d+$/.test(size))) {
    return { status: 400, message: 'size must be in the format of width*height' };
  }
  if (n === undefined || (typeof n === 'number' && n >= 1 && n <= 6)) return null;
  return { status: 400, message: 'n is out of range' };
}

/** The newer form of the input: one turn of the user with a text. */
export function checkTurn(body: JsonObject): Problem | null {
  const { messages } = objectAt(body, 'input');
  const turns: unknown[] = Array.isArray(messages) ? messages : [];
  const [turn] = turns;
  const said = isObject(turn) && turn.role === 'user' && Array.isArray(turn.content) ? textOf(turn.content) : '';
  return said === '' ? { status: 400, message: 'input.messages must hold a text of the user' } : null;
}

/** The newer form of the answer. */
export const choicesOf = (urls: readonly string[]): readonly JsonObject[] =>
  urls.map((image) => ({
    finish_reason: 'stop',
    message: { role: 'assistant', content: [{ type: 'image', image }] },
  }));

const form: PictureForm = {
  refused: INSPECTION_FAILED,
  body: ({ exchange, publish }, pictures) => ({
    output: { choices: choicesOf(pictures.map(publish)), finished: true },
    usage: { image_count: pictures.length },
    request_id: exchange.requestId,
  }),
};

/** POST {prefix}/services/aigc/multimodal-generation/generation: one request, one picture, no task. */
export const dashscopeSyncImages: Endpoint = {
  path: '/services/aigc/multimodal-generation/generation',
  check: (body) => checkTurn(body) ?? checkParameters(body),
  answer: (asked, scenario) => answerPicture(asked, scenario, form),
};
