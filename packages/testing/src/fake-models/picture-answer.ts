import type { PlainScenario } from './scenario.js';
import type { Asked, Problem } from './vendor.js';

/** How a protocol answers with pictures at once. */
export interface PictureForm {
  /** `by` is what the scenario wants, if it wants one. */
  readonly body: (asked: Asked, pictures: readonly Buffer[], by?: 'base64' | 'url') => unknown;
  readonly refused: Problem;
}

// One transparent pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Begins as a PNG does; the rest is nothing. */
export function hugePicture(bytes: number): Buffer {
  const picture = Buffer.alloc(bytes);
  PIXEL.copy(picture);
  return picture;
}

/** Plays a scenario as an answer that comes at once; false where it is none for pictures. */
export async function answerPicture(asked: Asked, scenario: PlainScenario, form: PictureForm): Promise<boolean> {
  const { exchange, vendor, errorBody } = asked;
  const headers = vendor.headers(exchange.requestId);
  switch (scenario.kind) {
    case 'image':
      await exchange.wait(scenario.ms ?? 0);
      await exchange.json(200, form.body(asked, [scenario.bytes], scenario.by), headers);
      return true;
    case 'huge':
      await exchange.json(200, form.body(asked, [hugePicture(scenario.bytes)]), headers);
      return true;
    case 'empty':
      await exchange.json(200, form.body(asked, []), headers);
      return true;
    case 'refusal':
      await exchange.json(form.refused.status, errorBody({ ...form.refused, message: scenario.text }), headers);
      return true;
    case 'status':
      await exchange.json(scenario.status, errorBody({ status: scenario.status }), headers);
      return true;
    case 'reset':
    case 'stall':
      await exchange.half(form.body(asked, [PIXEL]));
      await (scenario.kind === 'reset' ? exchange.reset() : exchange.stall());
      return true;
    case 'text':
    case 'html':
    case 'wrong-type':
      return false;
    default:
      return scenario satisfies never;
  }
}
