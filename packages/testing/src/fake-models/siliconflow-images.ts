import { answerPicture, type PictureForm } from './picture-answer.js';
import type { Endpoint } from './vendor.js';

const form: PictureForm = {
  refused: { status: 400 },
  body: ({ publish }, pictures) => {
    const images = pictures.map((bytes) => ({ url: publish(bytes) }));
    return { images, data: images, timings: { inference: 1.25 }, seed: 20_261_122 };
  },
};

/** POST {prefix}/images/generations as SiliconFlow has it: pictures by address alone. */
export const siliconflowImages: Endpoint = {
  path: '/images/generations',
  check: ({ prompt, image_size: size, batch_size: count }) => {
    if (typeof prompt !== 'string' || prompt.trim() === '') return { status: 400, message: 'prompt is required' };
    if (size !== undefined && (typeof size !== 'string' || !/^\d+x\d+$/.test(size))) {
      return { status: 400, message: 'image_size is invalid' };
    }
    if (count === undefined || (typeof count === 'number' && count >= 1 && count <= 4)) return null;
    return { status: 400, message: 'batch_size must be between 1 and 4' };
  },
  answer: (asked, scenario) => answerPicture(asked, scenario, form),
};
