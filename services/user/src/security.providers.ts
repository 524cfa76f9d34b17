import { AlertRepository } from './data/alert.repository.js';
import { AuditAppendRepository } from './data/audit-append.repository.js';
import { AuditLogRepository } from './data/audit-log.repository.js';
import { AuditRetention } from './data/audit-retention.js';
import { SecurityEventRepository } from './data/security-event.repository.js';
import { SecurityEventSweepRepository } from './data/security-event-sweep.repository.js';
import { DetectThreatsService } from './detect-threats/detect-threats.service.js';
import { KeepAuditService } from './keep-audit/keep-audit.service.js';
import { ListAuditLogsController } from './list-audit-logs/list-audit-logs.controller.js';
import { ListSecurityEventsController } from './list-security-events/list-security-events.controller.js';
import { RecordRefusalsController } from './record-refusals/record-refusals.controller.js';
import { ResolveSecurityEventController } from './resolve-security-event/resolve-security-event.controller.js';
import { SendAlertsService } from './send-alerts/send-alerts.service.js';

/** Audit, detection and alerts. */
export const securityControllers = [
  ListAuditLogsController,
  RecordRefusalsController,
  ListSecurityEventsController,
  ResolveSecurityEventController,
];

export const securityProviders = [
  AuditLogRepository,
  AuditAppendRepository,
  AuditRetention,
  SecurityEventRepository,
  SecurityEventSweepRepository,
  AlertRepository,
  DetectThreatsService,
  SendAlertsService,
  KeepAuditService,
];
