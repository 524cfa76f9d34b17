import { z } from 'zod';
import { defineProvider } from '../define-provider.js';
import { openAiChat } from '../protocols/openai-chat.js';
import { openAiImages } from '../protocols/openai-images.js';
import { apiKeys, ownBaseUrl, pictureEnv } from '../provider-env.js';

/** Any server that speaks like OpenAI: Ollama, vLLM, one-api, new-api and their kind. */
export const openaiCompatible = defineProvider({
  name: 'openai-compatible',
  title: 'OpenAI-compatible server',
  env: {
    OPENAI_COMPATIBLE_BASE_URL: ownBaseUrl('the server of your own that speaks like OpenAI, with its /v1'),
    OPENAI_COMPATIBLE_API_KEYS: apiKeys('that server, if it wants any'),
    OPENAI_COMPATIBLE_FORM: z
      .enum(['json_schema', 'json_object', 'words'])
      .default('json_object')
      .describe('How that server holds an answer to a form: json_schema, json_object, or words where it knows neither'),
    ...pictureEnv,
  },
  needs: ['OPENAI_COMPATIBLE_BASE_URL'],
  keys: (settings) => settings.OPENAI_COMPATIBLE_API_KEYS ?? [{ key: '', weight: 1 }],
  text: ({ settings, ...opening }) =>
    openAiChat(
      { ...opening, provider: 'openai-compatible', baseUrl: settings.OPENAI_COMPATIBLE_BASE_URL ?? '' },
      { form: settings.OPENAI_COMPATIBLE_FORM, limit: 'max_tokens', temperature: true },
    ),
  image: ({ settings, ...opening }) =>
    openAiImages(
      { ...opening, provider: 'openai-compatible', baseUrl: settings.OPENAI_COMPATIBLE_BASE_URL ?? '' },
      {
        sizes: [
          [1024, 1024],
          [1536, 1024],
          [1024, 1536],
        ],
        asksBase64: true,
        pictureHosts: settings.MODEL_PICTURE_HOSTS ?? [],
      },
    ),
});
