import type { RouteSpec } from '../route.js';
import * as auth from './auth.routes.js';
import * as gateway from './gateway.routes.js';
import * as postcard from './postcard.routes.js';
import * as publicPage from './public-page.routes.js';
import * as quota from './quota.routes.js';
import * as senses from './senses.routes.js';
import * as share from './share.routes.js';
import * as taskRun from './task-run.routes.js';

const isRoute = (value: unknown): value is RouteSpec =>
  typeof value === 'object' && value !== null && 'owner' in value && 'path' in value;

/** Every route of the product. What is not here is unreachable. */
export const allRoutes: readonly RouteSpec[] = [auth, gateway, postcard, publicPage, quota, senses, share, taskRun]
  .flatMap((module): unknown[] => Object.values(module))
  .filter(isRoute);
