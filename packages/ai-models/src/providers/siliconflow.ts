import { defineProvider } from '../define-provider.js';
import { openAiChat } from '../protocols/openai-chat.js';
import { siliconFlowImages } from '../protocols/siliconflow-images.js';
import { apiKeys, baseUrl, pictureEnv } from '../provider-env.js';

export const siliconflow = defineProvider({
  name: 'siliconflow',
  title: '硅基流动 SiliconFlow',
  env: {
    SILICONFLOW_API_KEYS: apiKeys('SiliconFlow'),
    SILICONFLOW_BASE_URL: baseUrl('SiliconFlow', 'https://api.siliconflow.cn/v1'),
    ...pictureEnv,
  },
  needs: ['SILICONFLOW_API_KEYS'],
  keys: (settings) => settings.SILICONFLOW_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    openAiChat(
      { ...opening, provider: 'siliconflow', baseUrl: settings.SILICONFLOW_BASE_URL },
      { form: 'json_object', limit: 'max_tokens', temperature: true },
    ),
  image: ({ settings, ...opening }) =>
    siliconFlowImages(
      { ...opening, provider: 'siliconflow', baseUrl: settings.SILICONFLOW_BASE_URL },
      settings.MODEL_PICTURE_HOSTS ?? [],
    ),
});
