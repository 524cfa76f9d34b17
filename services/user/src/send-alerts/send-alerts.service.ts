import { fetchOutside } from '@mojian/outbound/fetch-outside';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AlertRepository, type DueAlert, mostAttempts } from '../data/alert.repository.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';
import { SweepLoop } from '../sweep-loop.js';

const intervalMs = 1000;
const atOnce = 10;

/** Tells whoever runs the system: in the log always, and by webhook where there is one. */
@Injectable()
export class SendAlertsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private loop: SweepLoop | undefined;

  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(AlertRepository) private readonly alerts: AlertRepository,
  ) {}

  onApplicationBootstrap(): void {
    const { security, logger } = this.settings;
    if (!security.monitoring) return;
    this.loop = new SweepLoop({ name: 'send-alerts', intervalMs, sweep: (signal) => this.sweep(signal), logger });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop?.end();
  }

  private async sweep(signal: AbortSignal): Promise<boolean> {
    const due = await this.alerts.claim(atOnce, this.settings.clock());
    await Promise.all(due.map((alert) => this.deliver(alert, signal)));
    return due.length === atOnce;
  }

  /** An alert that fails waits for its next turn, which the claim has set. */
  private async deliver(alert: DueAlert, signal: AbortSignal): Promise<void> {
    const { logger, clock, security } = this.settings;
    const { id, severity, subject, details, attempts } = alert;
    if (attempts === 1) {
      const isGrave = severity === 'high' || severity === 'critical';
      logger[isGrave ? 'error' : 'warn']('security.alert', { alert: id, severity, subject, details });
    }
    if (!security.webhook) {
      await this.alerts.end(id, 'logged', clock());
      return;
    }
    try {
      await post(security.webhook, alert, signal);
      await this.alerts.end(id, 'sent', clock());
    } catch (error) {
      const isLast = attempts >= mostAttempts;
      logger.warn('alert.not_sent', { alert: id, attempts, given_up: isLast, error });
      if (isLast) await this.alerts.end(id, 'given_up', clock());
    }
  }
}

async function post(
  { url, allowPrivate }: NonNullable<UserSettings['security']['webhook']>,
  { id, severity, subject, details, created_at }: DueAlert,
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify({ id, severity, subject, details, created_at: created_at.toISOString() });
  const allow = allowPrivate ? [new URL(url).hostname] : [];
  const { status } = await fetchOutside(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    allow,
    signal,
  });
  if (status < 200 || status >= 300) throw new Error(`the webhook answered HTTP ${status}`);
}
