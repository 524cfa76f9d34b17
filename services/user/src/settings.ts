import type { SigningKey } from '@mojian/auth/signing-keys';
import type { Logger } from '@mojian/telemetry/logger';
import type { Redis } from 'ioredis';
import type { WechatClient } from './wechat/wechat-client.js';

/** What the service is given at its boot. */
export interface UserSettings {
  /** The key that signs, then those that only verify any more. */
  readonly signingKeys: readonly [SigningKey, ...SigningKey[]];
  /** Keys of the refresh token's succession, in the same order. */
  readonly rotationKeys: readonly [Buffer, ...Buffer[]];
  /** How long a repeated refresh gets the same pair. */
  readonly graceSeconds: number;
  /** Absent where only the development login is set up. */
  readonly wechat: WechatClient | undefined;
  /** Whether a code beginning with `test_` makes or gets the user of that code. Never in production. */
  readonly mockLogin: boolean;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly redis: Redis;
}

/** Injection token of the settings. */
export const USER_SETTINGS = Symbol('user settings');
