import { z } from 'zod';

/** A finished card in a list. */
export const CardSummary = z.looseObject({
  id: z.uuid(),
  postcard_id: z.uuid(),
  task_id: z.uuid(),
  status: z.literal('completed'),
  card_title: z.string(),
  content: z.string(),
  content_preview: z.string(),
  image_url: z.string(),
  card_image_url: z.string(),
  preview_url: z.string(),
  structured_data: z.record(z.string(), z.unknown()),
  degraded: z.boolean(),
  has_animation: z.boolean(),
  has_interactive: z.boolean(),
  component_type: z.literal('html'),
  created_at: z.iso.datetime({ offset: true }),
});

/** The finished card with the flat fields that the client reads besides (loose on purpose: only true ones are there). */
export const CardResult = CardSummary.extend({
  concept: z.string(),
  /** The page's document; null above 512 KB (a phone's `setData` ends at 1 MB). */
  frontend_code: z.string().nullable(),
  card_html: z.string().nullable(),
  /** The host page for the owner, by a ticket of ten minutes. */
  page_url: z.string(),
  miniprogram_component: z.null(),
  sources: z.object({ concept: z.string(), copy: z.string(), image: z.string(), code: z.string() }),
  /** Seconds from create to completion. */
  generation_time: z.number(),
}).meta({ id: 'CardResult' });
