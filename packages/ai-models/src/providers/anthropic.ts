import { defineProvider } from '../define-provider.js';
import { anthropicMessages } from '../protocols/anthropic-messages.js';
import { apiKeys, baseUrl } from '../provider-env.js';

export const anthropic = defineProvider({
  name: 'anthropic',
  title: 'Anthropic',
  env: {
    ANTHROPIC_API_KEYS: apiKeys('Anthropic'),
    ANTHROPIC_BASE_URL: baseUrl('Anthropic', 'https://api.anthropic.com/v1'),
  },
  needs: ['ANTHROPIC_API_KEYS'],
  keys: (settings) => settings.ANTHROPIC_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    anthropicMessages({ ...opening, provider: 'anthropic', baseUrl: settings.ANTHROPIC_BASE_URL }),
});
