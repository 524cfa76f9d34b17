import type { Problem } from './vendor.js';

interface Named {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
}

type ErrorBody = (problem: Problem, requestId: string) => unknown;

/** The entry of the status; for others that of its class. */
const entryOf = <T>(table: Readonly<Record<number, T>>, status: number, fallback: T): T =>
  table[status] ?? table[status >= 500 ? 500 : 400] ?? fallback;

const OPENAI_ERROR: Named = {
  type: 'server_error',
  code: null,
  message: 'The server had an error while processing your request. Sorry about that!',
};
const OPENAI: Readonly<Record<number, Named>> = {
  400: { type: 'invalid_request_error', code: null, message: 'Invalid request.' },
  401: { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided: sk-fake****.' },
  403: { type: 'request_forbidden', code: 'unsupported_country_region_territory', message: 'Country not supported' },
  404: { type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist.' },
  429: { type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached on requests per min (RPM).' },
  500: OPENAI_ERROR,
  503: { type: 'server_error', code: null, message: 'The server is currently overloaded.' },
};

export const openaiError: ErrorBody = ({ status, message, param, code }) => {
  const named = entryOf(OPENAI, status, OPENAI_ERROR);
  const type = named.type;
  return { error: { message: message ?? named.message, type, param: param ?? null, code: code ?? named.code } };
};

const DEEPSEEK_ERROR: Named = { type: 'server_error', code: 'internal_server_error', message: 'Server error' };
const DEEPSEEK: Readonly<Record<number, Named>> = {
  400: { type: 'invalid_request_error', code: 'invalid_request_error', message: 'Invalid request' },
  401: {
    type: 'authentication_error',
    code: 'invalid_request_error',
    message: 'Authentication Fails, Your api key: ****fake is invalid',
  },
  402: { type: 'unknown_error', code: 'invalid_request_error', message: 'Insufficient Balance' },
  429: { type: 'rate_limit_error', code: 'rate_limit_reached', message: 'Rate Limit Reached' },
  500: DEEPSEEK_ERROR,
  503: { type: 'service_unavailable_error', code: 'service_unavailable_error', message: 'Service is too busy.' },
};

export const deepseekError: ErrorBody = ({ status, message, param, code }) => {
  const named = entryOf(DEEPSEEK, status, DEEPSEEK_ERROR);
  const type = named.type;
  return { error: { message: message ?? named.message, type, param: param ?? null, code: code ?? named.code } };
};

const QWEN_ERROR: Named = { type: 'internal_error', code: 'internal_error', message: 'Internal server error.' };
const QWEN: Readonly<Record<number, Named>> = {
  400: { type: 'invalid_request_error', code: 'invalid_parameter_error', message: 'Invalid parameter.' },
  401: { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided. ' },
  403: { type: 'access_denied', code: 'access_denied', message: 'Access denied.' },
  404: {
    type: 'invalid_request_error',
    code: 'model_not_found',
    message: 'The model does not exist or you do not have access to it.',
  },
  429: {
    type: 'limit_requests',
    code: 'limit_requests',
    message: 'You exceeded your current requests list.',
  },
  500: QWEN_ERROR,
  503: { type: 'ModelUnavailable', code: 'ModelUnavailable', message: 'Model is unavailable, please try again later.' },
};

export const qwenError: ErrorBody = ({ status, message, param, code }, requestId) => {
  const named = entryOf(QWEN, status, QWEN_ERROR);
  const type = code ?? named.type;
  const error = { message: message ?? named.message, type, param: param ?? null, code: code ?? named.code };
  return { error, request_id: requestId };
};

type Plain = readonly [code: string, message: string];

const DASHSCOPE_ERROR: Plain = ['InternalError', 'An internal error has occured, please try again later.'];
const DASHSCOPE: Readonly<Record<number, Plain>> = {
  400: ['InvalidParameter', 'Required parameter(s) missing or invalid, please check the request parameters.'],
  401: ['InvalidApiKey', 'Invalid API-key provided.'],
  403: ['AccessDenied', 'Access denied.'],
  404: ['ModelNotFound', 'Model can not be found.'],
  408: ['RequestTimeOut', 'Request timed out, please try again later.'],
  429: ['Throttling.RateQuota', 'Requests rate limit exceeded, please try again later.'],
  500: DASHSCOPE_ERROR,
  503: ['ModelUnavailable', 'Model is unavailable, please try again later.'],
};

export const dashscopeError: ErrorBody = ({ status, message, code }, requestId) => {
  const [usual, sentence] = entryOf(DASHSCOPE, status, DASHSCOPE_ERROR);
  return { code: code ?? usual, message: message ?? sentence, request_id: requestId };
};

const SILICONFLOW_ERROR = [50507, 'Request processing has failed due to an unknown error.'] as const;
const SILICONFLOW: Readonly<Record<number, readonly [code: number, message: string]>> = {
  400: [20015, 'The parameter is invalid. Please check again.'],
  403: [30001, 'Sorry, your account balance is insufficient'],
  500: SILICONFLOW_ERROR,
  503: [50505, 'Model service overloaded. Please try again later.'],
};

export const siliconflowError: ErrorBody = ({ status, message, code }) => {
  if (status === 401) return 'Invalid token';
  if (status === 504) return 'Gateway time-out';
  if (status === 429) return { message: message ?? 'Request was rejected due to rate limiting.', data: null };
  const [usual, sentence] = entryOf(SILICONFLOW, status, SILICONFLOW_ERROR);
  return { code: code === undefined ? usual : Number(code), message: message ?? sentence, data: null };
};

const GEMINI_ERROR: Plain = ['INTERNAL', 'An internal error has occurred.'];
const GEMINI: Readonly<Record<number, Plain>> = {
  400: ['INVALID_ARGUMENT', 'Request contains an invalid argument.'],
  401: ['UNAUTHENTICATED', 'Request had invalid authentication credentials.'],
  403: ['PERMISSION_DENIED', 'The caller does not have permission'],
  404: ['NOT_FOUND', 'The model is not found for API version v1main, or is not supported.'],
  429: ['RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'],
  500: GEMINI_ERROR,
  503: ['UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  504: ['DEADLINE_EXCEEDED', 'The request timed out. Please try again.'],
};

/** A list of one, as the compatible endpoint sends it. */
export const geminiError: ErrorBody = ({ status, message }) => {
  const [usual, sentence] = entryOf(GEMINI, status, GEMINI_ERROR);
  return [{ error: { code: status, message: message ?? sentence, status: usual } }];
};

const ANTHROPIC_ERROR: Plain = ['api_error', 'Internal server error'];
const ANTHROPIC: Readonly<Record<number, Plain>> = {
  400: ['invalid_request_error', 'Invalid request.'],
  401: ['authentication_error', 'invalid x-api-key'],
  402: ['billing_error', 'Your credit balance is too low.'],
  403: ['permission_error', 'Your API key does not have permission to use the specified resource.'],
  404: ['not_found_error', 'The requested resource could not be found.'],
  413: ['request_too_large', 'Request exceeds the maximum size'],
  429: ['rate_limit_error', 'Number of request tokens has exceeded your per-minute rate limit.'],
  500: ANTHROPIC_ERROR,
  504: ['timeout_error', 'Request timed out.'],
  529: ['overloaded_error', 'Overloaded'],
};

export const anthropicError: ErrorBody = ({ status, message }, requestId) => {
  const [type, sentence] = entryOf(ANTHROPIC, status, ANTHROPIC_ERROR);
  return { type: 'error', error: { type, message: message ?? sentence }, request_id: `req_${requestId}` };
};
