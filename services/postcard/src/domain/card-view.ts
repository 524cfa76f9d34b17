import type { StoredFile } from '@mojian/contracts/card/picture';
import type { FinishedCard } from '@mojian/contracts/routes/task-run.routes';
import type { Site } from './site.js';

export interface ViewedCard extends FinishedCard {
  readonly id: string;
  readonly taskId: string;
  readonly createdAt: Date;
}

const PREVIEW_CHARACTERS = 100;
/** How a stored picture is named in what the worker hands over: its file, or its path without a signature. */
const PICTURE = /^(?:\/media\/)?([0-9a-f]{64}\.(?:webp|jpg|png))$/;

export const fileName = ({ hash, ext }: StoredFile): string => `${hash}.${ext}`;

/** A card as it stands in a list: its words, its pictures by links minted now, and the flat fields that clients read. */
export function summarizeCard(card: ViewedCard, site: Site) {
  const words = card.copy.letter.words;
  const picture = site.mediaUrl(fileName(card.picture.full));
  return {
    ...signFields(card.flat_fields, site),
    visual_background_image: picture,
    id: card.id,
    postcard_id: card.id,
    task_id: card.taskId,
    status: 'completed' as const,
    card_title: card.copy.title,
    content: words,
    content_preview: preview(words),
    image_url: picture,
    card_image_url: picture,
    preview_url: site.mediaUrl(fileName(card.poster)),
    structured_data: withPicture(signFields(card.structured_data, site), picture),
    degraded: card.degraded,
    has_animation: true,
    has_interactive: card.interactions.length > 0,
    component_type: 'html' as const,
    created_at: card.createdAt.toISOString(),
  };
}

function preview(words: string): string {
  const characters = [...words];
  return characters.length > PREVIEW_CHARACTERS ? `${characters.slice(0, PREVIEW_CHARACTERS).join('')}…` : words;
}

/** Where clients look for the picture in the structured form. */
function withPicture(data: Record<string, unknown>, url: string): Record<string, unknown> {
  const visual = typeof data.visual === 'object' ? data.visual : null;
  return { ...data, visual: { ...visual, background_image_url: url } };
}

const signFields = (fields: Readonly<Record<string, unknown>>, site: Site): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, signPictures(value, site)]));

/** Names of stored pictures become signed, absolute URLs, however deep they stand. */
function signPictures(value: unknown, site: Site): unknown {
  if (typeof value === 'string') {
    const file = PICTURE.exec(value)?.[1];
    return file ? site.mediaUrl(file) : value;
  }
  if (Array.isArray(value)) return value.map((item) => signPictures(item, site));
  return typeof value === 'object' && value !== null ? signFields({ ...value }, site) : value;
}
