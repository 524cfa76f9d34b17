import { anthropicEndpoint } from './anthropic-messages.js';
import { dashscopeSyncImages } from './dashscope-images.js';
import { DashscopeTasks } from './dashscope-tasks.js';
import { chatEndpoint } from './openai-chat.js';
import { openaiImages } from './openai-images.js';
import { siliconflowImages } from './siliconflow-images.js';
import type { Vendor } from './vendor.js';
import {
  anthropicError,
  dashscopeError,
  deepseekError,
  geminiError,
  openaiError,
  qwenError,
  siliconflowError,
} from './vendor-errors.js';

const NO_OPENAI_KEY = {
  status: 401,
  message: "You didn't provide an API key. You need to provide your API key in an Authorization header.",
};
const NO_OPENAI_MODEL = { status: 400, message: 'you must provide a model parameter' };

const openaiHeaders = (requestId: string) => ({ 'x-request-id': `req_${requestId}` });

const openai = (): Vendor => ({
  name: 'openai',
  prefixes: ['/v1'],
  keyHeader: 'authorization',
  endpoints: [
    chatEndpoint({ vendor: 'openai', usageIn: 'own-chunk', usageOnlyAsked: true, refusal: 'field' }),
    openaiImages('openai'),
  ],
  noKey: NO_OPENAI_KEY,
  noModel: NO_OPENAI_MODEL,
  errorBody: openaiError,
  headers: openaiHeaders,
});

const keyless = (): Vendor => ({
  ...openai(),
  name: 'keyless',
  prefixes: ['/keyless/v1'],
  keyHeader: null,
  endpoints: [
    chatEndpoint({ vendor: 'keyless', usageIn: 'own-chunk', usageOnlyAsked: true, refusal: 'field' }),
    openaiImages('keyless'),
  ],
});

const qwen = (): Vendor => ({
  name: 'qwen',
  prefixes: ['/compatible-mode/v1'],
  keyHeader: 'authorization',
  endpoints: [chatEndpoint({ vendor: 'qwen', usageIn: 'own-chunk', usageOnlyAsked: true, refusal: 'inspection' })],
  noKey: { status: 401, message: "You didn't provide an API key." },
  noModel: NO_OPENAI_MODEL,
  errorBody: qwenError,
  headers: (requestId) => ({ 'x-request-id': requestId }),
});

const dashscope = (): Vendor => {
  const tasks = new DashscopeTasks();
  return {
    name: 'dashscope',
    prefixes: ['/api/v1'],
    keyHeader: 'authorization',
    endpoints: [...tasks.endpoints, dashscopeSyncImages],
    lookUp: tasks.lookUp,
    noKey: { status: 401, message: 'No API-key provided.' },
    noModel: {
      status: 400,
      code: 'BadRequest.EmptyModel',
      message: 'Required parameter "model" missing from request.',
    },
    errorBody: dashscopeError,
    headers: (requestId) => ({ 'x-request-id': requestId }),
  };
};

const deepseek = (): Vendor => ({
  name: 'deepseek',
  prefixes: ['/deepseek/v1', '/deepseek'],
  keyHeader: 'authorization',
  endpoints: [
    chatEndpoint({
      vendor: 'deepseek',
      usageIn: 'last-chunk',
      usageOnlyAsked: false,
      refusal: 'content-filter',
      keepAlive: ': keep-alive\n\n',
    }),
  ],
  noKey: { status: 401, message: 'Authentication Fails (auth header format should be Bearer sk-...)' },
  noModel: { status: 422, message: 'Failed to deserialize the JSON body into the target type: missing field `model`' },
  errorBody: deepseekError,
  headers: (requestId) => ({ 'x-ds-trace-id': requestId }),
});

const siliconflow = (): Vendor => ({
  name: 'siliconflow',
  prefixes: ['/siliconflow/v1'],
  keyHeader: 'authorization',
  endpoints: [
    chatEndpoint({
      vendor: 'siliconflow',
      usageIn: 'each-chunk',
      usageOnlyAsked: false,
      refusal: 'content-filter',
    }),
    siliconflowImages,
  ],
  noKey: { status: 401 },
  noModel: { status: 400, code: '20012', message: 'Model does not exist. Please check it carefully.' },
  errorBody: siliconflowError,
  headers: (requestId) => ({ 'x-siliconcloud-trace-id': requestId }),
});

const gemini = (): Vendor => ({
  name: 'gemini',
  prefixes: ['/v1beta/openai'],
  keyHeader: 'authorization',
  endpoints: [
    chatEndpoint({ vendor: 'gemini', usageIn: 'last-chunk', usageOnlyAsked: true, refusal: 'content-filter' }),
    openaiImages('gemini'),
  ],
  noKey: { status: 400, message: 'Missing or invalid Authorization header.' },
  noModel: { status: 400, message: 'model is not specified' },
  errorBody: geminiError,
  headers: () => ({ server: 'scaffolding on HTTPServer2' }),
});

const anthropic = (): Vendor => ({
  name: 'anthropic',
  prefixes: ['/anthropic/v1'],
  keyHeader: 'x-api-key',
  endpoints: [anthropicEndpoint()],
  noKey: { status: 401, message: 'x-api-key header is required' },
  noModel: { status: 400, message: 'model: Field required' },
  errorBody: anthropicError,
  headers: (requestId) => ({ 'request-id': `req_${requestId}` }),
});

/** All vendors, with what they remember of earlier calls: one set for each server. */
export const createVendors = (): readonly Vendor[] => [
  openai(),
  keyless(),
  qwen(),
  dashscope(),
  deepseek(),
  siliconflow(),
  gemini(),
  anthropic(),
];
