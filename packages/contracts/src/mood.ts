import { z } from 'zod';

/** The feelings that a card can have. */
export const moods = [
  'calm',
  'joy',
  'hope',
  'longing',
  'sad',
  'anxious',
  'angry',
  'grateful',
  'love',
  'lonely',
] as const;
export const Mood = z.enum(moods);
export type Mood = z.output<typeof Mood>;
