import type { Brief } from '@mojian/contracts/brief';
import type { Concept } from '@mojian/contracts/card/concept';
import type { Copy } from '@mojian/contracts/card/copy';
import type { Picture, StoredFile } from '@mojian/contracts/card/picture';
import { readFacts } from './plan/read-facts.js';
import { readInk } from './plan/read-ink.js';

interface CardParts {
  readonly brief: Brief;
  readonly concept: Concept;
  readonly copy: Copy;
  readonly picture: Picture;
}

/** As stored pictures are named in what is handed over: who shows the card signs a link to it. */
const fileName = ({ hash, ext }: StoredFile): string => `${hash}.${ext}`;

/** A card as data, for clients that draw it natively: the same words and colours as the page. */
export type StructuredData = ReturnType<typeof toStructuredData>;

/** A second feeling is named only when the hand told another one than the words. */
const secondMood = (brief: Brief, first: string): string | null => {
  const ink = readInk(brief.ink);
  return ink === first ? null : ink;
};

/**
 * The card form of structured data, with the lines, letter, palette, facts and picture planes (far to near; per cent of
 * the picture's width, height and width) that a native card also shows. What is not true of this card is not in it.
 */
export function toStructuredData({ brief, concept, copy, picture }: CardParts) {
  const { palette } = concept;
  return {
    title: copy.title,
    mood: {
      primary: concept.mood,
      /** One to ten: how often the person's words said so. */
      intensity: Math.min(10, 4 + 2 * concept.mood_reasons.length),
      secondary: secondMood(brief, concept.mood),
      color_theme: palette.accent,
    },
    content: {
      main_text: copy.letter.words,
      quote: copy.verse ? { text: copy.verse.text, author: copy.verse.author } : null,
      hot_topics: {},
    },
    visual: {
      style_hints: {
        color_scheme: [palette.ground, palette.ink, palette.accent, palette.paper],
        layout_style: concept.template,
        animation_type: concept.animation_hint,
      },
      picture: { width: picture.width, height: picture.height, bleed: picture.bleed, text: picture.text },
      planes: picture.planes.map(({ file, ...plane }) => ({ ...plane, image: fileName(file) })),
    },
    context: { weather: copy.postmark.weather, location: copy.postmark.place, time: copy.postmark.date },
    recommendations: {},
    extras: {},
    lines: copy.headline,
    letter: copy.letter,
    seal: copy.seal,
    verse: copy.verse,
    postmark: copy.postmark,
    palette,
    scene: concept.scene,
    facts: [...readFacts(brief)],
    mood_reasons: concept.mood_reasons,
    animation_hint: concept.animation_hint,
  };
}

/** The same under the flat names that older clients read; only what is known, lists as JSON text. */
export function flatFields(data: StructuredData): Record<string, string | number> {
  const { mood, content, visual, context } = data;
  const all: Record<string, string | number | null> = {
    card_title: data.title,
    mood_primary: mood.primary,
    mood_intensity: mood.intensity,
    mood_secondary: mood.secondary,
    mood_color_theme: mood.color_theme,
    content_main_text: content.main_text,
    content_quote_text: content.quote?.text ?? null,
    content_quote_author: content.quote?.author ?? null,
    context_weather: context.weather,
    context_location: context.location,
    context_time: context.time,
    visual_color_scheme: JSON.stringify(visual.style_hints.color_scheme),
    visual_layout_style: visual.style_hints.layout_style,
    visual_animation_type: visual.style_hints.animation_type,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
