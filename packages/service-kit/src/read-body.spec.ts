import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asAppError } from '@mojian/contracts/app-error';
import express from 'express';
import { readBody } from './read-body.js';

let server: Server;
let url: string;
beforeAll(async () => {
  const app = express();
  app.post('/:forms', async (request, response) => {
    try {
      await readBody(request, response, {
        limit: 1000,
        forms: request.params.forms === 'forms',
        raw: request.params.forms === 'raw',
      });
      response.json({ body: request.body });
    } catch (error) {
      response.json({ code: asAppError(error).code });
    }
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const read = async (body: string | Buffer, headers: Record<string, string>, forms = 'json'): Promise<unknown> =>
  (await fetch(`${url}/${forms}`, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers })).json();
const typed = (type: string) => ({ 'content-type': type });
const json = typed('application/json');

describe('readBody', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/vnd.x+json',
  ])('B16: reads %s', async (type) => {
    expect(await read('{"a":"墨"}', typed(type))).toEqual({ body: { a: '墨' } });
  });

  it('leaves a raw body as the text that came, whatever its type, within its limit', async () => {
    for (const type of ['application/json', 'text/xml', '']) {
      expect(await read('{"a": "墨"}', typed(type), 'raw')).toEqual({ body: '{"a": "墨"}' });
    }
    expect(await read('', {}, 'raw')).toEqual({ body: '' });
    expect(await read(Buffer.from([0xff, 0xfe]), json, 'raw')).toEqual({ code: 'BODY_MALFORMED' });
    expect(await read('x'.repeat(1001), json, 'raw')).toEqual({ code: 'BODY_TOO_LARGE' });
    expect(await read(gzipSync('{}'), { ...json, 'content-encoding': 'gzip' }, 'raw')).toEqual({
      code: 'BODY_MALFORMED',
    });
  });

  it('reads nothing as an empty object', async () => {
    expect(await read('', json)).toEqual({ body: {} });
  });

  it.each([
    ['JSON as text', '{"a":1}', 'text/plain'],
    ['a form', 'a=1', 'application/x-www-form-urlencoded'],
    ['multipart', '--x\r\n\r\n1\r\n--x--', 'multipart/form-data; boundary=x'],
    ['no type', '{"a":1}', ''],
    ['UTF-7', '{"a":1}', 'application/json; charset=utf-7'],
    ['UTF-16 by name', Buffer.from('{"a":1}', 'utf16le'), 'application/json; charset=utf-16'],
    ['UTF-16 by its mark', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'application/json'],
    ['a byte order mark', '\ufeff{"a":1}', 'application/json'],
    ['Latin-1', '{"a":1}', 'application/json; charset=iso-8859-1'],
    ['a second charset', '{"a":1}', 'application/json; charset=x; charset=utf-8'],
  ])('B16: refuses %s', async (_name, body, type) => {
    expect(await read(body, typed(type))).toEqual({ code: 'MEDIA_TYPE_UNSUPPORTED' });
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le')],
    ['half a character', Buffer.from([0x22, 0xe5, 0xa2, 0x22])],
    ['NaN', '{"a":NaN}'],
    ['a name twice', '{"a":1,"a":2}'],
  ])('B15: refuses %s', async (_name, body) => {
    expect(await read(body, json)).toEqual({ code: 'BODY_MALFORMED' });
  });

  it('B15: measures a body by what it unpacks to', async () => {
    const packed = { ...json, 'content-encoding': 'gzip' };
    expect(await read(gzipSync('{"a":1}'), packed)).toEqual({ body: { a: 1 } });
    expect(await read(gzipSync(`"${'a'.repeat(1_000_000)}"`), packed)).toEqual({ code: 'BODY_TOO_LARGE' });
    expect(await read('{"a":1}', packed)).toEqual({ code: 'BODY_MALFORMED' });
    expect(await read(`"${'a'.repeat(1000)}"`, json)).toEqual({ code: 'BODY_TOO_LARGE' });
  });

  it('C10: a form names no prototype', async () => {
    const form = typed('application/x-www-form-urlencoded');
    expect(await read('a=1&__proto__=x&constructor[prototype]=y', form, 'forms')).toMatchObject({ body: { a: '1' } });
    expect(Reflect.get({}, 'prototype')).toBeUndefined();
  });
});
