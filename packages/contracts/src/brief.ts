import { z } from 'zod';
import { InkPoint } from './ink.js';
import { Mood } from './mood.js';
import { LatLon, SensedContext } from './sensed.js';

/** What the person gave, cleaned: the part of a brief that is stored when the task is created. */
export const UserBrief = z.object({
  /** The person's own words, verbatim. */
  words: z.string().min(1).max(2000),
  language: z.enum(['zh', 'en']),
  style: z.string().max(100).nullable(),
  theme: z.string().max(100).nullable(),
  mood: Mood.nullable(),
  /** Points in drawing order. */
  ink: z.array(InkPoint),
  recipient: z.string().max(50).nullable(),
  sender: z.string().max(50).nullable(),
  /** WGS-84. */
  position: LatLon.nullable(),
  /** What the client itself says about here and now; shown as given by the user. */
  told: z.object({
    location: z.string().max(100).nullable(),
    city: z.string().max(100).nullable(),
    weather: z.string().max(50).nullable(),
  }),
  /** When the person pressed send. */
  written_at: z.iso.datetime({ offset: true }),
});
export type UserBrief = z.output<typeof UserBrief>;

/** What one of the person's last cards was made of, so that the next is another. */
export const RecentCard = z.object({
  scene: z.string(),
  template: z.string(),
  /** Our own lines on it: headline (columns joined by `／`), verse, closing sentences. Never the person's words. */
  lines: z.array(z.string()),
});
export type RecentCard = z.output<typeof RecentCard>;

/** All that the pipeline is given. */
export const Brief = UserBrief.extend({
  /** Every random choice of the card follows from it. */
  seed: z.string().min(1),
  sensed: SensedContext,
  /** Newest first. */
  recent: z.array(RecentCard).max(10),
});
export type Brief = z.output<typeof Brief>;
