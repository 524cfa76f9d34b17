import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@mojian/contracts/app-error';
import { defineRoute, type RouteInput } from '@mojian/contracts/route';
import type { Logger } from '@mojian/telemetry/logger';
import { currentContext } from '@mojian/telemetry/request-context';
import { Controller, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Caller, type CallerIdentity } from './caller.js';
import { EventData, OnEvent } from './event-transport.js';
import { Handle, Input } from './handle.js';
import { type RunningService, type ServiceOptions, startService } from './start-service.js';

export const key = 'k'.repeat(32);
export const user: CallerIdentity = {
  userId: 'u1',
  sessionId: 's1',
  apiKey: null,
  role: 'user',
  plan: 'free',
  audience: 'mini',
};
const common = { owner: 'postcard', summary: 'x' } as const;
export const echo = defineRoute({
  ...common,
  id: 'spec.echo',
  method: 'POST',
  path: '/api/v1/miniprogram/echo/:id',
  access: 'user',
  dialect: 'mini',
  permission: 'postcard:create',
  audit: 'data_access',
  params: z.object({ id: z.string() }),
  query: z.object({ n: z.coerce.number().optional() }),
  body: z.object({ text: z.string().max(10) }),
  bodyLimit: 100,
  success: { status: 202, body: z.object({ said: z.string(), n: z.number().nullable() }) },
});
export const settle = defineRoute({
  ...common,
  id: 'spec.settle',
  method: 'POST',
  path: '/internal/settle',
  access: 'internal',
  dialect: 'web',
  audit: 'data_access',
  body: z.object({ mode: z.string().default('right') }),
  success: { status: 201, body: z.object({ mode: z.string(), request_id: z.string().optional() }) },
});
export const show = defineRoute({
  ...common,
  id: 'spec.show',
  method: 'GET',
  path: '/c/:slug',
  access: 'public',
  dialect: 'page',
  params: z.object({ slug: z.string() }),
  success: { status: 200, body: z.string() },
});
export const happened = { name: `spec.${randomUUID()}`, schema: z.object({ id: z.string() }) };
export const heard: string[] = [];
/** What the slow handler waits for. */
export const slow = new AbortController();

@Controller()
class SpecController {
  @Handle(echo)
  async echo(@Input() { params, query, body }: RouteInput<typeof echo>, @Caller() caller: CallerIdentity) {
    if (body.text === 'fail') throw new AppError('QUOTA_USED_UP', 'none left');
    return { said: `${caller.userId} ${params.id} ${body.text}`, n: query.n ?? null, secret: 'not in the contract' };
  }
  @Handle(settle)
  async settle(@Input() { body: { mode } }: RouteInput<typeof settle>, @Res({ passthrough: true }) response: Response) {
    if (mode === 'refuse') throw new AppError('FENCE_STALE', 'x', { details: { fence: 3 } });
    if (mode === 'bug') throw new TypeError('a bug nobody must hear of');
    if (mode === 'driver') throw new Error('driver: connection lost');
    if (mode === 'slow') await once(slow.signal, 'abort');
    response.setHeader('x-mode', mode);
    return { mode, request_id: currentContext()?.requestId };
  }
  @Handle(show)
  async show(@Input() { params }: RouteInput<typeof show>, @Res({ passthrough: true }) response: Response) {
    if (params.slug === 'gone') throw new AppError('SHARE_NOT_FOUND', 'x');
    response.type('html');
    return `<p>${params.slug}</p>`;
  }
  @OnEvent(happened)
  async hear(@EventData(happened) { id }: z.output<typeof happened.schema>) {
    if (id === 'bad') throw new Error('handler failed');
    heard.push(id);
  }
}

@Module({ controllers: [SpecController] })
class SpecModule {}

/** A service with one route of each dialect, a failing and a silent dependency, and an event. */
export const startSpecService = (
  redisUrl: string,
  logger: Logger,
  more: Partial<ServiceOptions> = {},
): Promise<RunningService> =>
  startService({
    name: 'postcard',
    module: SpecModule,
    routes: [echo, settle, show],
    controllers: [SpecController],
    host: '127.0.0.1',
    port: 0,
    metricsPort: 0,
    identityKey: key,
    logger,
    ready: {
      redis: async () => undefined,
      postgres: () => Promise.reject(new Error('away')),
      disk: () => wait(3000, undefined, { ref: false }),
    },
    events: { redisUrl },
    errorPage: (error) => `<h1>${error.code}</h1>`,
    translateError: (error) =>
      error instanceof Error && error.message.startsWith('driver')
        ? new AppError('DEPENDENCY_DOWN', 'x', { cause: error })
        : error,
    ...more,
  });
