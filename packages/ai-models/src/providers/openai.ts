import { defineProvider } from '../define-provider.js';
import { type ChatDialect, openAiChat } from '../protocols/openai-chat.js';
import { openAiImages } from '../protocols/openai-images.js';
import { apiKeys, baseUrl, pictureEnv } from '../provider-env.js';

/** These think before they write, take no temperature, and count what they think as a part of their answer. */
const thinks = (model: string): boolean => /^(o\d|gpt-([5-9]|\d\d))(?!.*chat)/.test(model);

const dialectOf = (model: string): ChatDialect => ({
  form: 'json_schema',
  limit: 'max_completion_tokens',
  temperature: !thinks(model),
  ...(thinks(model) && { thinkingTokens: 4000, extras: { reasoning_effort: 'low' } }),
});

export const openai = defineProvider({
  name: 'openai',
  title: 'OpenAI',
  env: {
    OPENAI_API_KEYS: apiKeys('OpenAI'),
    OPENAI_BASE_URL: baseUrl('OpenAI', 'https://api.openai.com/v1'),
    ...pictureEnv,
  },
  needs: ['OPENAI_API_KEYS'],
  keys: (settings) => settings.OPENAI_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    openAiChat({ ...opening, provider: 'openai', baseUrl: settings.OPENAI_BASE_URL }, dialectOf(opening.model)),
  image: ({ settings, ...opening }) =>
    openAiImages(
      { ...opening, provider: 'openai', baseUrl: settings.OPENAI_BASE_URL },
      {
        sizes: [
          [1024, 1024],
          [1536, 1024],
          [1024, 1536],
        ],
        asksBase64: false,
        pictureHosts: settings.MODEL_PICTURE_HOSTS ?? [],
      },
    ),
});
