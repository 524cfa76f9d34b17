import { CheckContentService } from './check-content/check-content.service.js';
import { CheckWatch } from './check-content/check-watch.js';
import { PushClaims } from './check-content/push-claims.js';
import { ReceivePushService } from './check-content/receive-push.service.js';
import { WechatPushController } from './check-content/wechat-push.controller.js';
import { CardCheckers } from './data/card-checkers.js';
import { CheckKeeper } from './data/check-keeper.js';
import { ContentChecks } from './data/content-checks.js';
import { EarlyVerdicts } from './data/early-verdicts.js';
import { ManageChecksController } from './manage-checks/manage-checks.controller.js';
import { ManageChecksService } from './manage-checks/manage-checks.service.js';

export const contentCheckControllers = [WechatPushController, ManageChecksController];

/** Whether cards may be shown to others: asked, awaited, decided. */
export const contentCheckProviders = [
  CardCheckers,
  CheckKeeper,
  ContentChecks,
  EarlyVerdicts,
  CheckContentService,
  CheckWatch,
  PushClaims,
  ReceivePushService,
  ManageChecksService,
];
