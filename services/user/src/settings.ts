import type { SigningKey } from '@mojian/auth/signing-keys';
import type { InternalClient } from '@mojian/service-kit/internal-client';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { MailSettings } from './mail/mail-env.js';
import type { WechatClient } from './wechat/wechat-client.js';

/** What becomes of audit, detection and alerts. */
export interface SecuritySettings {
  /** False only by SECURITY_AUDIT_LOGGING_ENABLED. */
  readonly auditing: boolean;
  /** False only by SECURITY_MONITORING_ENABLED. */
  readonly monitoring: boolean;
  /** Where alerts are posted besides the log. */
  readonly webhook: { readonly url: string; readonly allowPrivate: boolean } | undefined;
}

/** What the service is given at its boot. */
export interface UserSettings {
  /** The key that signs, then those that only verify: the one before it, and the one after it. */
  readonly signingKeys: readonly [SigningKey, ...SigningKey[]];
  /** Keys of the refresh token's succession, in the same order. */
  readonly rotationKeys: readonly [Buffer, ...Buffer[]];
  /** How long a repeated refresh gets the same pair. */
  readonly graceSeconds: number;
  /** Absent where only the development login is set up. */
  readonly wechat: WechatClient | undefined;
  /** Whether a code beginning with `test_` makes or gets the user of that code. Never in production. */
  readonly mockLogin: boolean;
  readonly security: SecuritySettings;
  /** False only by SECURITY_RATE_LIMITING_ENABLED: then passwords may be tried as often as one likes. */
  readonly limitTries: boolean;
  readonly mail: MailSettings;
  /** Has the cards of users, for their archive and for their deletion. */
  readonly postcard: InternalClient;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly redis: Redis;
}

/** Injection token of the settings. */
export const USER_SETTINGS = Symbol('user settings');
