import { z } from 'zod';
import { defineRoute, type RouteSpec } from '../route.js';

/** `e` is the Unix second at which a signed link ends, `s` its signature. */
export const Signed = z.object({ e: z.coerce.number().int().positive(), s: z.string().min(16).max(128) });

/** ≥ 128 random bits, base64url. */
const Slug = z.string().regex(/^[A-Za-z0-9_-]{20,64}$/);
const SlugParams = z.object({ slug: Slug });

const page = <const R extends Pick<RouteSpec, 'id' | 'method' | 'path' | 'summary' | 'success'> & Partial<RouteSpec>>(
  route: R,
) => defineRoute({ owner: 'postcard', access: 'public', dialect: 'page', ...route });

export const showCard = page({
  id: 'card.show',
  method: 'GET',
  path: '/c/:slug',
  summary: 'A shared card on its host page, for anybody with the link',
  params: SlugParams,
  success: { status: 200, type: 'text/html', body: z.string() },
  errors: ['SHARE_NOT_FOUND', 'CARD_UNDER_CHECK'],
});

export const showOwnCard = page({
  id: 'card.show-own',
  method: 'GET',
  path: '/p/:card_id',
  summary: 'The owner’s view of a card by a ticket of ten minutes',
  params: z.object({ card_id: z.uuid() }),
  query: Signed,
  success: { status: 200, type: 'text/html', body: z.string() },
  errors: ['CARD_NOT_FOUND', 'LINK_REFUSED'],
});

export const getPoster = page({
  id: 'card.poster',
  method: 'GET',
  path: '/c/:slug/poster.jpg',
  summary: 'The share picture of a shared card',
  params: SlugParams,
  success: { status: 200, type: 'image/jpeg', body: z.unknown() },
  errors: ['SHARE_NOT_FOUND', 'CARD_UNDER_CHECK'],
});

export const getCapsule = page({
  id: 'card.capsule',
  method: 'GET',
  path: '/c/:slug/capsule.html',
  summary: 'The card as one file that opens without a network, with its label',
  params: SlugParams,
  success: { status: 200, type: 'text/html', body: z.unknown() },
  errors: ['SHARE_NOT_FOUND', 'CARD_UNDER_CHECK'],
});

export const reportCard = page({
  id: 'card.report',
  audit: 'data_access',
  method: 'POST',
  path: '/c/:slug/report',
  summary: 'Tell the operators that something is wrong with a card (form post)',
  params: SlugParams,
  body: z.object({ reason: z.enum(['unsafe', 'private', 'broken', 'other']), note: z.string().max(500).optional() }),
  success: { status: 200, type: 'text/html', body: z.string() },
  errors: ['SHARE_NOT_FOUND', 'CARD_UNDER_CHECK'],
});

/** `asset` carries a content hash, so it never changes. */
export const getHostAsset = page({
  id: 'card.asset',
  method: 'GET',
  path: '/assets/host/:asset',
  summary: 'Script, style and fonts of the host page',
  limit: 'none',
  params: z.object({ asset: z.string().regex(/^[a-z0-9.-]{1,100}$/i) }),
  success: { status: 200, type: '*/*', body: z.unknown() },
  errors: ['ROUTE_NOT_FOUND'],
});

export const getMedia = page({
  id: 'media.get',
  method: 'GET',
  path: '/media/:file',
  summary: 'A picture by its content hash and a signature of seven days',
  params: z.object({ file: z.string().regex(/^[0-9a-f]{64}\.(?:webp|jpg|png)$/) }),
  query: Signed,
  success: { status: 200, type: 'image/*', body: z.unknown() },
  errors: ['MEDIA_NOT_FOUND', 'LINK_REFUSED'],
});

/** `h` is the origin of the host page that may frame it; the signature covers it. */
export const getCardDocument = page({
  id: 'card.document',
  method: 'GET',
  path: '/c/:card_id',
  origin: 'card',
  summary: 'The card itself, for the host page’s frame only, on the card origin',
  params: z.object({ card_id: z.uuid() }),
  query: Signed.extend({ h: z.url().max(300) }),
  success: { status: 200, type: 'text/html', body: z.unknown() },
  errors: ['CARD_NOT_FOUND', 'LINK_REFUSED', 'TOP_LEVEL_REFUSED'],
});
