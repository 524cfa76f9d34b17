import { defineRoute, type RouteSpec } from '@mojian/contracts/route';
import { z } from 'zod';

/** A route of the postcard service with limits and budgets that a spec can wait for. */
export const specRoute = (id: string, changes: Partial<RouteSpec> = {}): RouteSpec =>
  defineRoute({
    id,
    owner: 'postcard',
    method: 'GET',
    path: `/api/v1/miniprogram/spec/${id}`,
    access: 'public',
    dialect: 'mini',
    summary: 'for the spec',
    limit: 'none',
    success: { status: 200, body: z.unknown() },
    ...changes,
  });

/** Where it is. */
export const at = (id: string): string => `/api/v1/miniprogram/spec/${id}`;
