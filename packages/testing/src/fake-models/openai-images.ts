import type { JsonObject } from './json.js';
import { answerPicture, type PictureForm } from './picture-answer.js';
import { tokensOf } from './tokens.js';
import type { Endpoint, Problem, Vendor } from './vendor.js';

const bad = (message: string, param: string, code: string): Problem => ({ status: 400, message, param, code });

/** Sizes of the first models of the name; later ones take others too. */
const GPT_IMAGE_1_SIZES = ['1024x1024', '1024x1536', '1536x1024', 'auto'];

const form: PictureForm = {
  refused: { status: 400, code: 'moderation_blocked' },
  body: ({ body, exchange, publish }, pictures, by) => {
    const kind = by ?? (body.response_format === 'url' ? 'url' : 'base64');
    const input = tokensOf(String(body.prompt)).length;
    const output = 1056 * pictures.length;
    return {
      created: Math.floor(exchange.call.at / 1000),
      data: pictures.map((bytes) =>
        kind === 'url' ? { url: publish(bytes) } : { b64_json: bytes.toString('base64') },
      ),
      usage: {
        input_tokens: input,
        input_tokens_details: { image_tokens: 0, text_tokens: input },
        output_tokens: output,
        total_tokens: input + output,
      },
    };
  },
};

/** POST {prefix}/images/generations as OpenAI has it. */
export const openaiImages = (vendor: Vendor['name']): Endpoint => ({
  path: '/images/generations',
  check: (body) => checkPrompt(body) ?? (vendor === 'openai' ? checkGptImage(body) : null),
  answer: (asked, scenario) => answerPicture(asked, scenario, form),
});

function checkPrompt({ prompt, n, size, response_format: format }: JsonObject): Problem | null {
  if (typeof prompt !== 'string' || prompt.trim() === '') {
    return bad("Missing required parameter: 'prompt'.", 'prompt', 'missing_required_parameter');
  }
  if (n !== undefined && (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > 10)) {
    return bad("Invalid 'n': expected an integer from 1 to 10.", 'n', 'invalid_value');
  }
  if (size !== undefined && (typeof size !== 'string' || !/^(?:\d+x\d+|auto)$/.test(size))) {
    return bad(`Invalid value: '${String(size)}'.`, 'size', 'invalid_value');
  }
  if (format === undefined || format === 'url' || format === 'b64_json') return null;
  return bad(`Invalid value: '${String(format)}'.`, 'response_format', 'invalid_value');
}

/** Those models always send base64 and do not know the field. */
function checkGptImage({ model, size, response_format: format }: JsonObject): Problem | null {
  if (typeof model !== 'string' || !model.startsWith('gpt-image')) return null;
  if (format !== undefined) {
    return bad("Unknown parameter: 'response_format'.", 'response_format', 'unknown_parameter');
  }
  const known = typeof size !== 'string' || !model.startsWith('gpt-image-1') || GPT_IMAGE_1_SIZES.includes(size);
  if (known) return null;
  const message = `Invalid value: '${size}'. Supported values are: ${GPT_IMAGE_1_SIZES.join(', ')}.`;
  return bad(message, 'size', 'invalid_value');
}
