import { defineProvider } from '../define-provider.js';
import { dashScopeImages } from '../protocols/dashscope-images.js';
import { type ChatDialect, openAiChat } from '../protocols/openai-chat.js';
import { apiKeys, baseUrl, pictureEnv } from '../provider-env.js';

/** These may think first or not, the newer ones do unless told; no JSON can be asked of one that does. */
const mayThink = (model: string): boolean =>
  /^qwen(3(\.\d+)?)?-(plus|flash|turbo|\d)(?!.*(thinking|instruct))/.test(model);

const dialectOf = (model: string): ChatDialect => ({
  form: 'json_object',
  limit: 'max_tokens',
  temperature: true,
  ...(mayThink(model) && { extras: { enable_thinking: false } }),
});

/** Qwen and Wan by Alibaba's DashScope: texts in OpenAI's form, pictures as tasks in its own. */
export const qwen = defineProvider({
  name: 'qwen',
  title: '通义千问 (DashScope)',
  env: {
    QWEN_API_KEYS: apiKeys('DashScope (Qwen, Wan)'),
    QWEN_BASE_URL: baseUrl('the compatible mode of DashScope', 'https://dashscope.aliyuncs.com/compatible-mode/v1'),
    QWEN_TASKS_BASE_URL: baseUrl('the picture tasks of DashScope', 'https://dashscope.aliyuncs.com/api/v1'),
    ...pictureEnv,
  },
  needs: ['QWEN_API_KEYS'],
  keys: (settings) => settings.QWEN_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    openAiChat({ ...opening, provider: 'qwen', baseUrl: settings.QWEN_BASE_URL }, dialectOf(opening.model)),
  image: ({ settings, ...opening }) =>
    dashScopeImages(
      { ...opening, provider: 'qwen', baseUrl: settings.QWEN_TASKS_BASE_URL },
      settings.MODEL_PICTURE_HOSTS ?? [],
    ),
});
