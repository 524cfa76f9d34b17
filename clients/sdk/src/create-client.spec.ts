import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineRoute } from '@mojian/contracts/route';
import { z } from 'zod';
import { createClient } from './create-client.js';

const getThing = defineRoute({
  id: 'thing.get',
  owner: 'postcard',
  method: 'GET',
  path: '/things/:id',
  access: 'user',
  dialect: 'mini',
  summary: 'A thing',
  params: z.object({ id: z.string() }),
  query: z.object({ wait: z.number().optional() }),
  success: { status: 200, body: z.object({ name: z.string() }) },
});

type Answer = { status: number; headers?: Record<string, string>; body: string };

describe('createClient', () => {
  let server: Server;
  let baseUrl: string;
  let seen: { url?: string; authorization?: string };
  let answer: Answer;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen = { url: request.url, authorization: request.headers.authorization };
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
  });
  afterAll(() => {
    server.close();
  });

  const client = () => createClient({ getThing }, { baseUrl, token: () => 'abc' });

  it('sends the declared parts and returns the data of the envelope', async () => {
    answer = { status: 200, body: '{"code":0,"message":"success","data":{"name":"月","extra":1}}' };
    expect(await client().getThing({ params: { id: 'a/b' }, query: { wait: 3 } })).toEqual({ name: '月' });
    expect(seen).toEqual({ url: '/base/things/a%2Fb?wait=3', authorization: 'Bearer abc' });
  });

  it('throws a refusal that came with HTTP 200', async () => {
    answer = {
      status: 200,
      headers: { 'x-error-code': 'SLOT_TAKEN' },
      body: '{"code":-1,"message":"还在","data":null}',
    };
    await expect(client().getThing({ params: { id: '1' }, query: {} })).rejects.toMatchObject({
      status: 200,
      code: 'SLOT_TAKEN',
      message: '还在',
    });
  });

  it('says when the answer is no JSON, does not fit, or never comes', async () => {
    answer = { status: 502, headers: { 'x-error-code': 'UPSTREAM_UNREACHABLE' }, body: '<html>' };
    await expect(client().getThing({ params: { id: '1' }, query: {} })).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
    });
    answer = { status: 200, body: '{"code":0,"message":"","data":{"name":1}}' };
    await expect(client().getThing({ params: { id: '1' }, query: {} })).rejects.toMatchObject({ code: 'MALFORMED' });
    const nobody = createClient({ getThing }, { baseUrl: 'http://127.0.0.1:1' });
    await expect(nobody.getThing({ params: { id: '1' }, query: {} })).rejects.toMatchObject({
      status: 0,
      code: 'NETWORK',
    });
  });

  it('holds calls to the contract', () => {
    // @ts-expect-error the id is required
    const wrong = () => client().getThing({ params: {} });
    expect(typeof wrong).toBe('function');
  });
});
