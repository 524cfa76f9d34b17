import { z } from 'zod';
import { Mood } from '../mood.js';

const Colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/** First stage: the idea of a card, from which words, picture and page are made independently. */
export const Concept = z.object({
  /** Shown while people wait. */
  title: z.string().min(1).max(24),
  mood: Mood,
  /** Why this mood, in words for people: 「你写到了“想起”」. */
  mood_reasons: z.array(z.string()),
  /** Name of the scene that is painted, or a model's own description of it. */
  scene: z.string().min(1),
  /** Name of the page template, or a model's idea of the interaction. */
  template: z.string().min(1),
  /** `night` etc. are already in the palette. */
  palette: z.object({ ground: Colour, ink: Colour, accent: Colour, paper: Colour }),
  /** The size is promised here, so that the page can be written before the picture exists. */
  picture: z.object({ width: z.int().positive(), height: z.int().positive(), prompt: z.string() }),
  animation_hint: z.string(),
  seed: z.string().min(1),
});
export type Concept = z.output<typeof Concept>;
