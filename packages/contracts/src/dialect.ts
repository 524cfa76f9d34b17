import type { AppError } from './app-error.js';
import { errorSpec } from './error-codes.js';
import type { Dialect } from './route.js';

export type Language = 'zh' | 'en';

/** An answer before it meets a framework. `body` is JSON text, or a document for `page`. */
export interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ErrorRendering {
  readonly dialect: Dialect;
  readonly language: Language;
  readonly requestId: string;
  /** The document that says it, for `page`; a plain one unless told. */
  readonly page?: (error: AppError, language: Language) => string;
}

const json = 'application/json; charset=utf-8';

/** The language of a request: English only where it is wanted more than Chinese. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = { zh: 0, en: 0 };
  for (const part of (acceptLanguage ?? '').toLowerCase().split(',').slice(0, 20)) {
    const [tag = '', ...parameters] = part.trim().split(';');
    const weight = Number(
      parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    const language = tag.split('-', 1)[0];
    if (language === 'zh' || language === 'en') wanted[language] = Math.max(wanted[language], weight || 0);
  }
  return wanted.en > wanted.zh ? 'en' : 'zh';
}

/** The dialect of a path that no route claims. */
export function dialectOfPath(path: string): Dialect {
  if (path.startsWith('/api/v1/miniprogram')) return 'mini';
  return path.startsWith('/api/') ? 'web' : 'page';
}

/** A success on `mini`: always HTTP 200. */
export const miniSuccess = (data: unknown) => ({ code: 0, message: 'success', data: data ?? null });

/** An error as the dialect tells it, with `X-Error-Code`, `X-Request-ID` and, where it applies, `Retry-After`. */
export function renderError(error: AppError, rendering: ErrorRendering): RenderedReply {
  const headers = {
    'x-error-code': error.code,
    'x-request-id': rendering.requestId,
    'cache-control': 'no-store',
    ...retryAfter(error),
  };
  const { status, type, body } = renderers[rendering.dialect](error, rendering);
  return { status, headers: { ...headers, 'content-type': type }, body };
}

interface RenderedBody {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const renderers: Readonly<Record<Dialect, (error: AppError, rendering: ErrorRendering) => RenderedBody>> = {
  mini: (error, { language }) => {
    const [status, code] = errorSpec(error.code).mini;
    const details = tellable(error);
    const body = { code, message: error.say(language), data: null, ...(details && { details }) };
    return { status, type: json, body: JSON.stringify(body) };
  },
  web: (error, { language, requestId }) => {
    const { status } = errorSpec(error.code);
    const problem = {
      type: `urn:mojian:error:${error.code}`,
      title: error.say(language),
      status,
      detail: error.say(language),
      code: error.code,
      request_id: requestId,
      ...tellable(error),
    };
    return { status, type: 'application/problem+json; charset=utf-8', body: JSON.stringify(problem) };
  },
  page: (error, { language, page = plainPage }) => ({
    status: errorSpec(error.code).status,
    type: 'text/html; charset=utf-8',
    body: page(error, language),
  }),
};

/** Details of a fault of ours are for the log only. */
const tellable = (error: AppError): AppError['options']['details'] =>
  error.blame === 'us' ? undefined : error.options.details;

function retryAfter(error: AppError): Record<string, string> {
  const seconds = error.options.details?.retry_after ?? (errorSpec(error.code).status === 503 ? 1 : undefined);
  return typeof seconds === 'number' ? { 'retry-after': String(Math.max(1, Math.ceil(seconds))) } : {};
}

/** The sentences come from our own table, so nothing in them needs escaping but by habit. */
const plainPage = (error: AppError, language: Language): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${escapeHtml(error.say(language))}</title><p>${escapeHtml(error.say(language))}</p></html>`;

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
