import { z } from 'zod';
import { PageQuery, pageOf } from '../account.js';
import { defineRoute, type RouteSpec } from '../route.js';

const CHECKS = '/api/v1/admin/card-checks';
const moment = z.iso.datetime({ offset: true });
const CardParams = z.object({ card_id: z.uuid() });

const checks = <const R extends Pick<RouteSpec, 'id' | 'method' | 'path' | 'summary' | 'success'> & Partial<RouteSpec>>(
  route: R,
) => defineRoute({ owner: 'postcard', access: 'user', dialect: 'web', permission: 'postcard:manage', ...route });

const CheckState = z.enum(['unchecked', 'review', 'passed', 'refused']);

const CardCheck = z
  .object({
    card_id: z.uuid(),
    user_id: z.uuid(),
    state: CheckState,
    /** Categories of our lists, and labels of WeChat’s; why somebody could not be asked. */
    found: z.array(z.string()),
    /** How often the checkers were asked, when last, and when next; null where they are not asked again. */
    asked: z.int(),
    asked_at: moment,
    due_at: moment.nullable(),
    created_at: moment,
  })
  .meta({ id: 'CardCheck' });

export const listCardChecks = checks({
  id: 'admin.list-card-checks',
  audit: 'data_access',
  method: 'GET',
  path: CHECKS,
  summary: 'Cards by the state of their content check, the longest waiting first; nobody’s words are shown',
  query: PageQuery.extend({ state: CheckState.default('review') }),
  success: { status: 200, body: pageOf(CardCheck) },
});

export const lookAtCard = checks({
  id: 'admin.look-at-card',
  audit: 'data_access',
  method: 'GET',
  path: `${CHECKS}/:card_id`,
  summary: 'The check of one card, and a ticket of ten minutes to look at it as its owner does',
  params: CardParams,
  success: { status: 200, body: CardCheck.extend({ page_url: z.url() }) },
  errors: ['CARD_NOT_FOUND'],
});

export const decideCardCheck = checks({
  id: 'admin.decide-card-check',
  audit: 'admin_operation',
  method: 'POST',
  path: `${CHECKS}/:card_id/decide`,
  summary: 'Say of a card that it may be shown to others, or may not; whatever the checkers say later changes nothing',
  params: CardParams,
  body: z.object({ verdict: z.enum(['passed', 'refused']), reason: z.string().trim().min(1).max(500) }),
  success: { status: 200, body: CardCheck },
  errors: ['CARD_NOT_FOUND'],
});
