import { z } from 'zod';
import type { ImageRequest } from '../image-model.js';
import { nearestSize, type Size } from './nearest-size.js';

/** Sizes of the `qwen-image` family, https://help.aliyun.com/zh/model-studio/qwen-image-api. */
const qwenSizes: readonly Size[] = [
  [1664, 928],
  [1472, 1104],
  [1328, 1328],
  [1104, 1472],
  [928, 1664],
];

/** Others paint any size whose sides are 512 to 1440 pixels. */
function sizeOf(model: string, { width, height }: ImageRequest): Size {
  if (model.startsWith('qwen-image')) return nearestSize({ width, height }, qwenSizes);
  const scale = Math.min(1, 1440 / Math.max(width, height));
  const side = (pixels: number): number => Math.max(512, Math.floor((pixels * scale) / 16) * 16);
  return [side(width), side(height)];
}

const asTask = { 'x-dashscope-async': 'enable' };
const promptTasks = { path: '/services/aigc/text2image/image-synthesis', headers: asTask, input: 'prompt' } as const;
const turnTasks = { path: '/services/aigc/image-generation/generation', headers: asTask, input: 'turn' } as const;
const atOnce = { path: '/services/aigc/multimodal-generation/generation', headers: {}, input: 'turn' } as const;

/** Which of the three ways a model is asked: by its name alone, as the vendor's pages list them. */
function wayOf(model: string) {
  if (/^(wanx|wan2\.[0-5]|qwen-image$|qwen-image-plus$|flux|stable-diffusion)/.test(model)) return promptTasks;
  return model.startsWith('wan') ? turnTasks : atOnce;
}

/** Path, headers and body of the request that starts a picture. */
export function dashScopeRequest(model: string, request: ImageRequest) {
  const { path, headers, input } = wayOf(model);
  const { prompt } = request;
  return {
    path,
    headers,
    body: {
      model,
      input: input === 'prompt' ? { prompt } : { messages: [{ role: 'user', content: [{ text: prompt }] }] },
      parameters: { size: sizeOf(model, request).join('*'), n: 1 },
    },
  };
}

const text = z.string().nullish();

/** All that is read of an answer, be it of a request or of a look at its task. */
export const DashScopeReply = z.object({
  output: z.object({
    task_id: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .nullish(),
    task_status: text,
    code: text,
    message: text,
    results: z.array(z.object({ url: text, code: text, message: text })).nullish(),
    choices: z.array(z.object({ message: z.object({ content: z.array(z.object({ image: text })) }) })).nullish(),
  }),
});

export type DashScopeOutput = z.output<typeof DashScopeReply>['output'];

/** The address of the picture, in the older form of the answer or in the newer. */
export const pictureUrlOf = ({ results, choices }: DashScopeOutput): string | null | undefined =>
  results?.[0]?.url ?? choices?.[0]?.message.content.find(({ image }) => image)?.image;
