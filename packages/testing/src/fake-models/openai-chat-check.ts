import { isObject, type JsonObject, textOf } from './json.js';
import type { Problem, Vendor } from './vendor.js';

const bad = (message: string, param: string, code?: string): Problem => ({
  status: 400,
  message,
  param,
  ...(code === undefined ? {} : { code }),
});

type Check = (body: JsonObject, vendor: Vendor['name']) => Problem | null;

const ROLES = ['developer', 'system', 'user', 'assistant', 'tool'];

function checkMessage(message: unknown, at: string): Problem | null {
  if (!isObject(message)) return bad(`Invalid type for '${at}': expected an object.`, at, 'invalid_type');
  const { role, content } = message;
  if (typeof role !== 'string' || !ROLES.includes(role)) {
    return bad(`Invalid value: '${String(role)}'. Supported values are: ${ROLES.join(', ')}.`, at, 'invalid_value');
  }
  if (content === null && role === 'assistant') return null;
  if (typeof content === 'string' || (Array.isArray(content) && content.length > 0)) return null;
  return bad(`Invalid type for '${at}.content': expected a string or parts.`, `${at}.content`, 'invalid_type');
}

const messages: Check = ({ messages: list }, vendor) => {
  if (list === undefined) {
    return bad("Missing required parameter: 'messages'.", 'messages', 'missing_required_parameter');
  }
  if (!Array.isArray(list) || list.length === 0) {
    return bad("Invalid 'messages': empty array. Expected an array with minimum length 1.", 'messages', 'empty_array');
  }
  for (const [index, message] of list.entries()) {
    if (vendor === 'deepseek' && isObject(message) && message.role === 'developer') {
      return { status: 422, message: `messages[${index}].role: unknown variant \`developer\`` };
    }
    const problem = checkMessage(message, `messages[${index}]`);
    if (problem !== null) return problem;
  }
  return null;
};

const isIn = (value: unknown, low: number, high: number): boolean =>
  value === undefined || value === null || (typeof value === 'number' && value >= low && value <= high);

const numbers: Check = ({ temperature, top_p, max_tokens, max_completion_tokens }) => {
  if (!isIn(temperature, 0, 2)) return bad("Invalid 'temperature': expected 0 to 2.", 'temperature');
  if (!isIn(top_p, 0, 1)) return bad("Invalid 'top_p': expected 0 to 1.", 'top_p');
  if (!isIn(max_tokens, 1, 1_000_000)) return bad("Invalid 'max_tokens': expected at least 1.", 'max_tokens');
  if (isIn(max_completion_tokens, 1, 1_000_000)) return null;
  return bad("Invalid 'max_completion_tokens': expected at least 1.", 'max_completion_tokens');
};

const streaming: Check = ({ stream, stream_options }) => {
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    return bad("Invalid type for 'stream': expected a boolean.", 'stream', 'invalid_type');
  }
  if (stream_options === undefined || stream_options === null || stream === true) return null;
  return bad("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
};

/** Models of OpenAI that think: they know neither `max_tokens` nor a temperature. */
const reasoning: Check = ({ model, max_tokens, temperature }, vendor) => {
  if (vendor !== 'openai' || typeof model !== 'string' || !/^(?:o\d|gpt-5)/.test(model)) return null;
  if (max_tokens !== undefined && max_tokens !== null) {
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'.";
    return bad(message, 'max_tokens', 'unsupported_parameter');
  }
  if (isIn(temperature, 1, 1)) return null;
  return bad("Unsupported value: 'temperature' does not support this value.", 'temperature', 'unsupported_value');
};

/** Where a strict schema is not as strict as it must be: each object closed, each property required. */
function looseIn(schema: unknown, at: string): string | null {
  if (Array.isArray(schema)) return firstOf(schema.map((each) => looseIn(each, at)));
  if (!isObject(schema)) return null;
  const { properties, required, additionalProperties, items, anyOf, $defs } = schema;
  if (isObject(properties)) {
    if (additionalProperties !== false) return `In ${at}, 'additionalProperties' is required to be false.`;
    const names = Object.keys(properties);
    const asked: unknown[] = Array.isArray(required) ? required : [];
    if (!names.every((name) => asked.includes(name))) return `In ${at}, 'required' must name every key in properties.`;
  }
  const inner = [properties, $defs].flatMap((holder) =>
    isObject(holder) ? Object.entries(holder).map(([name, each]) => looseIn(each, `${at}.${name}`)) : [],
  );
  return firstOf([...inner, looseIn(items, `${at}[]`), looseIn(anyOf, at)]);
}

const firstOf = (found: readonly (string | null)[]): string | null => found.find((each) => each !== null) ?? null;

function checkSchema(format: JsonObject, vendor: Vendor['name']): Problem | null {
  if (vendor === 'deepseek') return { status: 400, message: 'This response_format type is unavailable now' };
  const { json_schema: asked } = format;
  if (!isObject(asked)) {
    return bad("Missing required parameter: 'response_format.json_schema'.", 'response_format.json_schema');
  }
  if (typeof asked.name !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(asked.name)) {
    return bad("Invalid 'response_format.json_schema.name'.", 'response_format.json_schema.name', 'invalid_value');
  }
  if (asked.schema !== undefined && !isObject(asked.schema)) {
    return bad("Invalid type for 'response_format.json_schema.schema'.", 'response_format', 'invalid_type');
  }
  const loose = asked.strict === true && vendor === 'openai' ? looseIn(asked.schema, 'context') : null;
  return loose === null ? null : bad(`Invalid schema for response_format '${asked.name}': ${loose}`, 'response_format');
}

const responseFormat: Check = ({ response_format: format, messages: list }, vendor) => {
  if (format === undefined || format === null) return null;
  const type = isObject(format) ? format.type : undefined;
  if (isObject(format) && type === 'json_schema') return checkSchema(format, vendor);
  if (type === 'text') return null;
  if (type !== 'json_object') {
    const message = `Invalid value: '${String(type)}'. Supported values are: 'json_object', 'json_schema', 'text'.`;
    return bad(message, 'response_format.type', 'invalid_value');
  }
  const texts: string[] = Array.isArray(list) ? list.map((each) => (isObject(each) ? textOf(each.content) : '')) : [];
  if (vendor === 'gemini' || vendor === 'siliconflow' || texts.some((text) => /json/i.test(text))) return null;
  const sentence =
    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.";
  return bad(sentence, 'messages');
};

const CHECKS: readonly Check[] = [messages, numbers, streaming, reasoning, responseFormat];

/** What a server of chat completions refuses; unknown fields are let pass. */
export function checkChat(body: JsonObject, vendor: Vendor['name']): Problem | null {
  for (const check of CHECKS) {
    const problem = check(body, vendor);
    if (problem !== null) return problem;
  }
  return null;
}
