import { defineProvider } from '../define-provider.js';
import { openAiChat } from '../protocols/openai-chat.js';
import { apiKeys, baseUrl } from '../provider-env.js';

/** Counts what it thinks as a part of its answer. */
const thinkingTokens = (model: string): number => (model.includes('reasoner') ? 8000 : 0);

export const deepseek = defineProvider({
  name: 'deepseek',
  title: 'DeepSeek',
  env: {
    DEEPSEEK_API_KEYS: apiKeys('DeepSeek'),
    DEEPSEEK_BASE_URL: baseUrl('DeepSeek', 'https://api.deepseek.com/v1'),
  },
  needs: ['DEEPSEEK_API_KEYS'],
  keys: (settings) => settings.DEEPSEEK_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    openAiChat(
      { ...opening, provider: 'deepseek', baseUrl: settings.DEEPSEEK_BASE_URL },
      {
        form: 'json_object',
        limit: 'max_tokens',
        temperature: true,
        thinkingTokens: thinkingTokens(opening.model),
      },
    ),
});
