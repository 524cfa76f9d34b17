import { describe, expect, it } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import { dialectOfPath, languageOf, renderError } from '@mojian/contracts/dialect';
import { errorCodes } from '@mojian/contracts/error-codes.data';

const common = { language: 'zh', requestId: 'r1' } as const;

describe('renderError', () => {
  const invalid = new AppError('VALIDATION_FAILED', 'for the log', {
    details: { errors: [{ path: 'code', message: 'x' }] },
  });

  it('mini: the code of the table, details apart', () => {
    const reply = renderError(invalid, { ...common, dialect: 'mini' });
    expect(reply).toMatchObject({
      status: 400,
      headers: { 'x-error-code': 'VALIDATION_FAILED', 'x-request-id': 'r1' },
    });
    expect(JSON.parse(reply.body)).toEqual({
      code: 400,
      message: '内容不符合要求',
      data: null,
      details: { errors: [{ path: 'code', message: 'x' }] },
    });
    const used = renderError(new AppError('QUOTA_USED_UP', ''), { ...common, dialect: 'mini' });
    expect([used.status, JSON.parse(used.body).code]).toEqual([200, -1]);
  });

  it('web: a problem with the true status', () => {
    const reply = renderError(invalid, { ...common, dialect: 'web', language: 'en' });
    expect(reply).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
    expect(JSON.parse(reply.body)).toEqual({
      type: 'urn:mojian:error:VALIDATION_FAILED',
      title: 'The input is not valid',
      status: 400,
      detail: 'The input is not valid',
      code: 'VALIDATION_FAILED',
      request_id: 'r1',
      errors: [{ path: 'code', message: 'x' }],
    });
  });

  it('page: the document of the service, or a plain one', () => {
    const gone = new AppError('SHARE_NOT_FOUND', '');
    const own = renderError(gone, {
      ...common,
      dialect: 'page',
      page: (error, language) => `${error.code} ${language}`,
    });
    expect(own).toMatchObject({
      status: 404,
      body: 'SHARE_NOT_FOUND zh',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    const hostile = new AppError('SHARE_NOT_FOUND', '', { say: { zh: '<b>', en: '<b>' } });
    expect(renderError(hostile, { ...common, dialect: 'page' }).body).not.toContain('<b>');
  });

  it('says when to come back', () => {
    const limited = new AppError('RATE_LIMITED', '', {
      details: { retry_after: 2.4, blocked_by: ['everything_mini'] },
    });
    expect(renderError(limited, { ...common, dialect: 'mini' }).headers).toMatchObject({ 'retry-after': '3' });
  });

  it.each(Object.keys(errorCodes).filter((code) => code === 'INTERNAL' || code === 'PAGE_REJECTED'))(
    'keeps the details and the reason of %s to itself',
    (code) => {
      const error = new AppError(code === 'INTERNAL' ? 'INTERNAL' : 'PAGE_REJECTED', 'secret', {
        details: { x: 'secret' },
      });
      for (const dialect of ['mini', 'web', 'page'] as const) {
        expect(renderError(error, { ...common, dialect }).body).not.toContain('secret');
      }
    },
  );
});

describe('languageOf', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['*', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['zh;q=0.2, en;q=0.7', 'en'],
    ['fr', 'zh'],
    ['en;q=x', 'zh'],
  ])('%s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

it('a path without a route still has a dialect', () => {
  expect(['/api/v1/miniprogram/x', '/api/v1/x', '/c/x', '/'].map(dialectOfPath)).toEqual([
    'mini',
    'web',
    'page',
    'page',
  ]);
});
