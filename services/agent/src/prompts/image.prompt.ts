import type { Concept } from '@mojian/contracts/card/concept';

/** Bump with every change of wording. */
export const IMAGE_PROMPT_VERSION = 1;

/** What an image model is told: the concept's own description within what every card needs of its picture. */
export const imagePrompt = ({ picture, palette }: Concept, guidance?: string): string =>
  [
    picture.prompt,
    'Upright composition for a phone screen; the upper third is quiet and even, so that a poem can stand on it; nothing important near the edges.',
    `Colours around ${palette.ground} with a touch of ${palette.accent}.`,
    ...(guidance ? [guidance] : []),
    'No lettering, no characters, no seal, no signature, no watermark, no border, no close-up of a face.',
  ].join(' ');
