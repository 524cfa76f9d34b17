import type { RouteSpec } from '../route.js';
import * as account from './account.routes.js';
import * as apiKey from './api-key.routes.js';
import * as audit from './audit.routes.js';
import * as auth from './auth.routes.js';
import * as cardCheckAdmin from './card-check-admin.routes.js';
import * as contentCheck from './content-check.routes.js';
import * as dryRun from './dry-run.routes.js';
import * as gateway from './gateway.routes.js';
import * as modelAdmin from './model-admin.routes.js';
import * as personalData from './personal-data.routes.js';
import * as postcard from './postcard.routes.js';
import * as postcardAdmin from './postcard-admin.routes.js';
import * as publicPage from './public-page.routes.js';
import * as quota from './quota.routes.js';
import * as senses from './senses.routes.js';
import * as sessionState from './session-state.routes.js';
import * as share from './share.routes.js';
import * as stageSetting from './stage-setting.routes.js';
import * as taskRun from './task-run.routes.js';
import * as upload from './upload.routes.js';
import * as user from './user.routes.js';
import * as userAdmin from './user-admin.routes.js';

const isRoute = (value: unknown): value is RouteSpec =>
  typeof value === 'object' && value !== null && 'owner' in value && 'path' in value;

const modules = [
  account,
  apiKey,
  audit,
  auth,
  cardCheckAdmin,
  contentCheck,
  dryRun,
  gateway,
  modelAdmin,
  personalData,
  postcard,
  postcardAdmin,
  publicPage,
  quota,
  senses,
  sessionState,
  share,
  stageSetting,
  taskRun,
  upload,
  user,
  userAdmin,
];

/** Every route of the product. What is not here is unreachable. */
export const allRoutes: readonly RouteSpec[] = modules
  .flatMap((module): unknown[] => Object.values(module))
  .filter(isRoute);
