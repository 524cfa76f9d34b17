import { defineProvider } from '../define-provider.js';
import { type ChatDialect, openAiChat } from '../protocols/openai-chat.js';
import { openAiImages } from '../protocols/openai-images.js';
import { apiKeys, baseUrl, pictureEnv } from '../provider-env.js';

/** These think before they write; of those before them some refuse to be told how much. */
const thinks = (model: string): boolean => /^(models\/)?gemini-(2\.5|[3-9]|\d\d)/.test(model);

const dialectOf = (model: string): ChatDialect => ({
  form: 'json_schema',
  limit: 'max_tokens',
  temperature: true,
  ...(thinks(model) && { thinkingTokens: 4000, extras: { reasoning_effort: 'low' } }),
});

/** Google's Gemini and Imagen by their endpoint in OpenAI's form. */
export const gemini = defineProvider({
  name: 'gemini',
  title: 'Google Gemini',
  env: {
    GEMINI_API_KEYS: apiKeys('Gemini'),
    GEMINI_BASE_URL: baseUrl(
      'the compatible endpoint of Gemini',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ),
    ...pictureEnv,
  },
  needs: ['GEMINI_API_KEYS'],
  keys: (settings) => settings.GEMINI_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    openAiChat({ ...opening, provider: 'gemini', baseUrl: settings.GEMINI_BASE_URL }, dialectOf(opening.model)),
  // Its endpoint documents no sizes.
  image: ({ settings, ...opening }) =>
    openAiImages(
      { ...opening, provider: 'gemini', baseUrl: settings.GEMINI_BASE_URL },
      { sizes: null, asksBase64: true, pictureHosts: settings.MODEL_PICTURE_HOSTS ?? [] },
    ),
});
