import { z } from 'zod';
import { defineRoute } from '../route.js';

/** As whom WeChat knows the author of a card, for the check of its content. Answered to the postcard service alone. */
export const getAuthor = defineRoute({
  id: 'content-check.author',
  owner: 'user',
  method: 'GET',
  path: '/internal/users/:user_id/openid',
  access: 'internal',
  dialect: 'web',
  summary: 'The openid of a user; null for those who have not come by WeChat',
  params: z.object({ user_id: z.uuid() }),
  success: { status: 200, body: z.object({ openid: z.string().min(1).max(128).nullable() }) },
});

/** The names that WeChat gives its signature; whether it is one is for the handler to find out. */
const SignedByWechat = z.object({
  signature: z.string().max(100).optional(),
  timestamp: z.string().max(20).optional(),
  nonce: z.string().max(200).optional(),
  msg_signature: z.string().max(100).optional(),
  echostr: z.string().max(1000).optional(),
});

const wechatPush = { owner: 'postcard', path: '/wechat/push', access: 'public', dialect: 'page' } as const;

export const answerWechatHandshake = defineRoute({
  ...wechatPush,
  id: 'wechat.handshake',
  method: 'GET',
  limit: 'wechat_push',
  summary: 'Shows WeChat that the address of its message push is ours; not there unless a token of the push is set',
  query: SignedByWechat,
  success: { status: 200, type: 'text/plain', body: z.string() },
  errors: ['PERMISSION_DENIED', 'ROUTE_NOT_FOUND'],
});

export const receiveWechatPush = defineRoute({
  ...wechatPush,
  id: 'wechat.push',
  method: 'POST',
  limit: 'wechat_push',
  audit: 'config_change',
  summary: 'What WeChat has found in a picture; let in by its signature, and each message once',
  query: SignedByWechat,
  rawBody: true,
  bodyLimit: 64 * 1024,
  body: z.string(),
  success: { status: 200, type: 'text/plain', body: z.string() },
  errors: ['PERMISSION_DENIED', 'ROUTE_NOT_FOUND'],
});
