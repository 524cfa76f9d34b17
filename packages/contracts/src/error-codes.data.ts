/** Whose fault: the caller's (4xx), a dependency's (5xx, may pass) or ours (500, told to nobody). */
export type Blame = 'caller' | 'upstream' | 'us';

export interface ErrorSpec {
  readonly blame: Blame;
  /** True status, as the `web` and `page` dialects answer it. */
  readonly status: number;
  /** HTTP status and body code in the `mini` dialect (docs/api.md, table of failures). */
  readonly mini: readonly [status: number, code: number];
  readonly retryable?: boolean;
  readonly zh: string;
  readonly en: string;
}

const refusal: readonly [number, number] = [200, -1];
const unauthenticated: readonly [number, number] = [401, -401];
const forbidden: readonly [number, number] = [200, -403];

/** Every code that any process answers, once. `docs/error-codes.md` is generated from it. */
export const errorCodes = {
  VALIDATION_FAILED: {
    blame: 'caller',
    status: 400,
    mini: [400, 400],
    zh: '内容不符合要求',
    en: 'The input is not valid',
  },
  BODY_MALFORMED: {
    blame: 'caller',
    status: 400,
    mini: [400, 400],
    zh: '请求内容不是合法的 JSON',
    en: 'The body is not valid JSON',
  },
  PATH_NOT_CANONICAL: {
    blame: 'caller',
    status: 400,
    mini: [400, 400],
    zh: '请求地址不规范',
    en: 'The path is not canonical',
  },
  HEADER_REFUSED: {
    blame: 'caller',
    status: 400,
    mini: [400, 400],
    zh: '请求头不规范',
    en: 'A request header is not acceptable',
  },
  BODY_TOO_LARGE: { blame: 'caller', status: 413, mini: [413, 413], zh: '内容太大了', en: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: {
    blame: 'caller',
    status: 415,
    mini: [415, 415],
    zh: '只接受 JSON',
    en: 'Only application/json is accepted',
  },
  ROUTE_NOT_FOUND: {
    blame: 'caller',
    status: 404,
    mini: [404, 404],
    zh: '没有这个地址',
    en: 'There is nothing at this address',
  },
  METHOD_NOT_ALLOWED: {
    blame: 'caller',
    status: 405,
    mini: [405, 405],
    zh: '这个地址不支持该方法',
    en: 'This address does not know the method',
  },
  RATE_LIMITED: {
    blame: 'caller',
    status: 429,
    mini: [429, 429],
    retryable: true,
    zh: '操作太频繁了，请稍后再试',
    en: 'Too many requests, try again later',
  },

  TOKEN_MISSING: { blame: 'caller', status: 401, mini: unauthenticated, zh: '请先登录', en: 'Log in first' },
  TOKEN_INVALID: {
    blame: 'caller',
    status: 401,
    mini: unauthenticated,
    zh: '登录状态无效，请重新登录',
    en: 'The access token is not valid',
  },
  TOKEN_EXPIRED: {
    blame: 'caller',
    status: 401,
    mini: unauthenticated,
    zh: '登录已过期',
    en: 'The access token has expired',
  },
  TOKEN_REVOKED: {
    blame: 'caller',
    status: 401,
    mini: unauthenticated,
    zh: '登录已失效，请重新登录',
    en: 'The session has ended',
  },
  USER_DISABLED: {
    blame: 'caller',
    status: 401,
    mini: unauthenticated,
    zh: '账号已停用',
    en: 'The account is disabled',
  },
  REFRESH_REFUSED: {
    blame: 'caller',
    status: 401,
    mini: [200, -401],
    zh: '登录已失效，请重新登录',
    en: 'The refresh token is not valid',
  },
  IDENTITY_REFUSED: {
    blame: 'caller',
    status: 401,
    mini: unauthenticated,
    zh: '内部身份校验未通过',
    en: 'The internal identity was refused',
  },
  NOT_OWNER: { blame: 'caller', status: 404, mini: forbidden, zh: '这不是你的内容', en: 'It belongs to somebody else' },

  WECHAT_CODE_REFUSED: {
    blame: 'caller',
    status: 401,
    mini: refusal,
    zh: '微信登录凭证无效，请重试',
    en: 'WeChat refused the login code',
  },
  WECHAT_USER_BLOCKED: {
    blame: 'caller',
    status: 403,
    mini: refusal,
    zh: '微信限制了该账号登录',
    en: 'WeChat has blocked this user',
  },
  WECHAT_BUSY: {
    blame: 'upstream',
    status: 503,
    mini: refusal,
    zh: '微信登录繁忙，请稍后再试',
    en: 'WeChat limits logins, try again later',
  },
  WECHAT_UNAVAILABLE: {
    blame: 'upstream',
    status: 503,
    mini: [503, 503],
    zh: '微信登录服务暂时不可用',
    en: 'WeChat login is not available',
  },
  WECHAT_TIMEOUT: {
    blame: 'upstream',
    status: 504,
    mini: [504, 504],
    zh: '微信登录服务响应超时',
    en: 'WeChat login did not answer in time',
  },

  TASK_NOT_FOUND: { blame: 'caller', status: 404, mini: refusal, zh: '找不到这个任务', en: 'No such task' },
  CARD_NOT_FOUND: { blame: 'caller', status: 404, mini: refusal, zh: '找不到这张卡片', en: 'No such card' },
  CARD_NOT_READY: {
    blame: 'caller',
    status: 409,
    mini: refusal,
    retryable: true,
    zh: '卡片还没有做好',
    en: 'The card is not finished',
  },
  SLOT_TAKEN: {
    blame: 'caller',
    status: 409,
    mini: refusal,
    zh: '今天的卡片还在，删除它之后可以再写一张',
    en: 'Today’s card is still here; delete it to make another',
  },
  TASK_UNDER_WAY: {
    blame: 'caller',
    status: 409,
    mini: refusal,
    zh: '有一张卡片正在制作，请等它完成',
    en: 'A card is being made; wait until it is done',
  },
  QUOTA_USED_UP: {
    blame: 'caller',
    status: 409,
    mini: refusal,
    zh: '今天的次数已用完，明天再来',
    en: 'Today’s cards are used up',
  },
  IDEMPOTENCY_MISMATCH: {
    blame: 'caller',
    status: 422,
    mini: refusal,
    zh: '同一个幂等键对应了不同的内容',
    en: 'The idempotency key was used with another body',
  },
  SHARE_NOT_FOUND: {
    blame: 'caller',
    status: 404,
    mini: refusal,
    zh: '这张卡片已经收起来了',
    en: 'This card is not shared any more',
  },
  LINK_REFUSED: {
    blame: 'caller',
    status: 403,
    mini: refusal,
    zh: '链接无效或已过期',
    en: 'The link is not valid or has expired',
  },
  TOP_LEVEL_REFUSED: {
    blame: 'caller',
    status: 403,
    mini: refusal,
    zh: '卡片只能在它的页面里打开',
    en: 'A card opens only inside its host page',
  },
  MEDIA_NOT_FOUND: { blame: 'caller', status: 404, mini: refusal, zh: '找不到这张图片', en: 'No such picture' },

  STAGE_TIMEOUT: { blame: 'upstream', status: 504, mini: [504, 504], zh: '制作超时了', en: 'A step took too long' },
  STAGE_OUTPUT_INVALID: {
    blame: 'upstream',
    status: 502,
    mini: [502, 502],
    zh: '制作的结果不完整',
    en: 'A step gave a malformed result',
  },
  CARD_FILE_LOST: {
    blame: 'us',
    status: 404,
    mini: refusal,
    zh: '这张卡片的文件不见了，我们正在找',
    en: 'A file of this card is missing; we are looking for it',
  },
  PAGE_REJECTED: {
    blame: 'us',
    status: 500,
    mini: [500, -500],
    zh: '卡片没有通过检查',
    en: 'The page did not pass its check',
  },
  TASK_OVERDUE: {
    blame: 'us',
    status: 504,
    mini: [504, 504],
    zh: '制作超时了，次数已退回',
    en: 'The card took too long; nothing was charged',
  },
  FENCE_STALE: {
    blame: 'caller',
    status: 409,
    mini: refusal,
    zh: '任务已由另一进程接手',
    en: 'Another run of this task has taken over',
  },

  UPSTREAM_UNREACHABLE: {
    blame: 'upstream',
    status: 502,
    mini: [502, 502],
    zh: '服务暂时不可用，请稍后再试',
    en: 'A service cannot be reached',
  },
  UPSTREAM_TIMEOUT: {
    blame: 'upstream',
    status: 504,
    mini: [504, 504],
    zh: '服务响应超时，请稍后再试',
    en: 'A service did not answer in time',
  },
  DEPENDENCY_DOWN: {
    blame: 'upstream',
    status: 503,
    mini: [503, 503],
    zh: '服务暂时不可用，请稍后再试',
    en: 'A dependency is down, try again later',
  },
  INTERNAL: { blame: 'us', status: 500, mini: [500, -500], zh: '出了点问题，请稍后再试', en: 'Something went wrong' },
} as const satisfies Record<string, ErrorSpec>;
