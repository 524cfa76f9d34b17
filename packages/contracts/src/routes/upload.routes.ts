import { z } from 'zod';
import { EMOTION_IMAGE_CHARACTERS, IMAGE_BODY_LIMIT } from '../emotion-image.js';
import { defineRoute } from '../route.js';

/** Decoded, checked and encoded anew: what is kept has at most 16 megapixels and no metadata. */
export const uploadEmotionImage = defineRoute({
  id: 'upload.emotion-image',
  owner: 'postcard',
  method: 'POST',
  path: '/api/v1/miniprogram/upload/emotion-image-base64',
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:create',
  audit: 'data_access',
  summary: 'Keep a drawing; its address is signed for seven days',
  limit: 'upload',
  bodyLimit: IMAGE_BODY_LIMIT,
  body: z.object({
    /** With or without `data:image/…;base64,` in front. */
    image_base64: z.string().min(1).max(EMOTION_IMAGE_CHARACTERS),
    format: z.string().max(10).nullish(),
  }),
  success: {
    status: 200,
    body: z.object({ image_url: z.string(), width: z.int().positive(), height: z.int().positive() }),
  },
  errors: ['IMAGE_REFUSED'],
});
