import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineProvider, type ProviderEnv } from '../define-provider.js';
import { describeImageProvider, type ImageSubject } from '../image-provider.fixture.js';
import { openAiChat } from '../protocols/openai-chat.js';
import { openAiImages } from '../protocols/openai-images.js';
import { apiKeys, baseUrl } from '../provider-env.js';
import { describeTextProvider, type ProviderSubject } from '../text-provider.fixture.js';
import { anthropic } from './anthropic.js';
import { deepseek } from './deepseek.js';
import { gemini } from './gemini.js';
import { findProvider, providers, providersEnv } from './list.js';
import { openai } from './openai.js';
import { openaiCompatible } from './openai-compatible.js';
import { qwen } from './qwen.js';
import { siliconflow } from './siliconflow.js';

const tested = { text: new Set<string>(), image: new Set<string>() };

function text<N extends string, E extends ProviderEnv>(subject: ProviderSubject<N, E>): void {
  tested.text.add(subject.provider.name);
  describeTextProvider(subject);
}

function image<N extends string, E extends ProviderEnv>(subject: ImageSubject<N, E>): void {
  tested.image.add(subject.provider.name);
  describeImageProvider(subject);
}

const key = 'sk-first';
const keys = 'sk-first*3, sk-second';

text({
  provider: openai,
  key,
  variables: (url) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEYS: keys }),
});
text({
  provider: qwen,
  key,
  variables: (url) => ({ QWEN_BASE_URL: `${url}/compatible-mode/v1`, QWEN_API_KEYS: keys }),
});
text({
  provider: deepseek,
  key,
  variables: (url) => ({ DEEPSEEK_BASE_URL: `${url}/deepseek/v1/`, DEEPSEEK_API_KEYS: keys }),
});
text({
  provider: siliconflow,
  key,
  variables: (url) => ({ SILICONFLOW_BASE_URL: `${url}/siliconflow/v1`, SILICONFLOW_API_KEYS: keys }),
});
text({
  provider: gemini,
  key,
  variables: (url) => ({ GEMINI_BASE_URL: `${url}/v1beta/openai`, GEMINI_API_KEYS: keys }),
});
text({
  provider: openaiCompatible,
  key: null,
  variables: (url) => ({ OPENAI_COMPATIBLE_BASE_URL: `${url}/keyless/v1` }),
});
text({
  provider: anthropic,
  key,
  variables: (url) => ({ ANTHROPIC_BASE_URL: `${url}/anthropic/v1`, ANTHROPIC_API_KEYS: keys }),
});

const pictures = '/images/generations';
const dashScope = {
  provider: qwen,
  key,
  variables: (url: string) => ({ QWEN_TASKS_BASE_URL: `${url}/api/v1`, QWEN_API_KEYS: keys }),
};
image({
  provider: openai,
  key,
  model: 'gpt-image-1',
  path: `/v1${pictures}`,
  variables: (url) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEYS: keys }),
});
image({
  provider: openaiCompatible,
  key: null,
  model: 'some-painter',
  path: `/keyless/v1${pictures}`,
  variables: (url) => ({ OPENAI_COMPATIBLE_BASE_URL: `${url}/keyless/v1` }),
});
image({
  provider: siliconflow,
  key,
  model: 'Kwai-Kolors/Kolors',
  path: `/siliconflow/v1${pictures}`,
  variables: (url) => ({ SILICONFLOW_BASE_URL: `${url}/siliconflow/v1`, SILICONFLOW_API_KEYS: keys }),
});
image({
  provider: gemini,
  key,
  model: 'imagen-4',
  path: `/v1beta/openai${pictures}`,
  variables: (url) => ({ GEMINI_BASE_URL: `${url}/v1beta/openai`, GEMINI_API_KEYS: keys }),
});
image({
  ...dashScope,
  model: 'wan2.2-t2i-flash',
  path: '/api/v1/services/aigc/text2image/image-synthesis',
});
image({
  ...dashScope,
  model: 'wan2.6-t2i',
  path: '/api/v1/services/aigc/image-generation/generation',
});
image({
  ...dashScope,
  model: 'qwen-image-max',
  path: '/api/v1/services/aigc/multimodal-generation/generation',
});

/** All that somebody writes who brings a provider, besides its line in `list.ts`. */
const acme = defineProvider({
  name: 'acme',
  title: 'Acme',
  env: { ACME_API_KEYS: apiKeys('Acme'), ACME_BASE_URL: baseUrl('Acme', 'https://api.acme.example/v1') },
  needs: ['ACME_API_KEYS'],
  keys: (settings) => settings.ACME_API_KEYS ?? [],
  text: ({ settings, ...opening }) =>
    openAiChat(
      { ...opening, provider: 'acme', baseUrl: settings.ACME_BASE_URL },
      { form: 'words', limit: 'max_tokens', temperature: true },
    ),
  image: ({ settings, ...opening }) =>
    openAiImages(
      { ...opening, provider: 'acme', baseUrl: settings.ACME_BASE_URL },
      { sizes: null, asksBase64: true, pictureHosts: [] },
    ),
});
text({
  provider: acme,
  key,
  variables: (url) => ({ ACME_BASE_URL: `${url}/v1`, ACME_API_KEYS: keys }),
});

describe('the list of providers', () => {
  it('holds none that was not tested here', () => {
    const names = (kind: 'text' | 'image') => providers.filter((one) => one[kind]).map(({ name }) => name);
    expect([...tested.text].sort()).toEqual([...names('text'), 'acme'].sort());
    expect([...tested.image].sort()).toEqual(names('image').sort());
  });

  it('finds each by its name', () => {
    for (const provider of providers) expect(findProvider(provider.name)).toBe(provider);
    expect(findProvider('acme')).toBeUndefined();
  });

  it('asks for variables that it declares, describes each, and needs none before it is chosen', () => {
    const schema = z.object(providersEnv);
    for (const { env, needs } of providers) expect(Object.keys(env)).toEqual(expect.arrayContaining([...needs]));
    expect(schema.parse({})).toMatchObject({ DEEPSEEK_BASE_URL: 'https://api.deepseek.com/v1' });
    expect(Object.entries(schema.shape).filter(([, { description }]) => !description)).toEqual([]);
  });

  it('opens a model of any of them from one environment', () => {
    const settings = z.object(providersEnv).parse({ QWEN_API_KEYS: keys });
    const chosen = findProvider('qwen');
    expect(chosen?.keys(settings)).toEqual([
      { key: 'sk-first', weight: 3 },
      { key: 'sk-second', weight: 1 },
    ]);
    expect(chosen?.text?.({ model: 'qwen-max', settings, key })).toMatchObject({ provider: 'qwen', model: 'qwen-max' });
  });
});
