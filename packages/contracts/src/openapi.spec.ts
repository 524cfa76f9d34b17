import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { toOpenApi } from './openapi.js';
import { allRoutes } from './routes/all-routes.js';

const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  'x-permission': z.string().optional(),
  requestBody: z.looseObject({ required: z.boolean() }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const Response = z.looseObject({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()),
  content: z.record(z.string(), z.unknown()),
});
const Reference = z.object({ $ref: z.string() });
const Document = z.looseObject({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ responses: z.record(z.string(), Response) }),
});

const document = Document.parse(toOpenApi(allRoutes, '1.0.0'));
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const byId = (id: string) => {
  const found = operations.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`no operation ${id}`);
  return { ...found, responses: Object.fromEntries(Object.entries(found.responses).map(resolve)) };
};
function resolve([status, response]: [string, unknown]): [string, z.output<typeof Response>] {
  const reference = Reference.safeParse(response);
  if (!reference.success) return [status, Response.parse(response)];
  const name = reference.data.$ref.split('/').at(-1) ?? '';
  return [status, Response.parse(document.components.responses[name])];
}

describe('the API document', () => {
  it('has every route of the app’s own origin that is not internal, below a chapter that it describes', () => {
    const outside = allRoutes.filter(({ access, origin }) => access !== 'internal' && origin !== 'card');
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(outside.map(({ id }) => id).sort());
    const chapters = document.tags.map(({ name }) => name);
    for (const { tags } of operations) expect(chapters).toEqual(expect.arrayContaining(tags));
  });

  it('says which credential a route takes, and which permission it needs', () => {
    expect(byId('postcard.create')).toMatchObject({
      security: [{ bearer: [] }, { apiKey: [] }],
      'x-permission': 'postcard:create',
    });
    expect(byId('api-key.create').security).toEqual([{ bearer: [] }]);
    expect(byId('sense.weather').security).toEqual([]);
  });

  it('lists failures by the status of the dialect, with their headers', () => {
    const { responses } = byId('admin.list-users');
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '429', '503']);
    expect(responses['403']?.description).toContain('PERMISSION_DENIED');
    expect(responses['401']?.content).toHaveProperty(['application/problem+json']);
    expect(responses['429']?.headers).toHaveProperty(['Retry-After']);
    expect(responses['429']?.headers).toHaveProperty(['X-RateLimit-Reset']);
    // On mini a missing permission is told with the status of success.
    const mini = byId('postcard.result').responses;
    expect(mini).not.toHaveProperty('403');
    expect(mini['200']?.description).toContain('PERMISSION_DENIED (code -403)');
  });

  it('tells the media types of what is no JSON', () => {
    expect(byId('user.export').responses['200']?.content).toEqual({
      'application/zip': { schema: { type: 'string', format: 'binary' } },
    });
    expect(byId('media.get').responses['200']?.content).toHaveProperty(['image/*']);
    expect(byId('postcard.events').responses['200']?.content).toHaveProperty(['text/event-stream']);
  });

  it('asks for a body only where something in it is needed', () => {
    expect(byId('account.login').requestBody?.required).toBe(true);
    expect(byId('admin.disable-user').requestBody?.required).toBe(false);
  });
});
