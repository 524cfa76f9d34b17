import { randomUUID } from 'node:crypto';
import { AppError } from '@mojian/contracts/app-error';
import { apiKeyRevoked } from '@mojian/contracts/events';
import { Permission, permissionsOf } from '@mojian/contracts/permissions';
import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import type { createApiKey } from '@mojian/contracts/routes/api-key.routes';
import type { getApiKeyState } from '@mojian/contracts/routes/session-state.routes';
import { publishEvent } from '@mojian/redis/events';
import { type CallerIdentity, permissionsOfCaller } from '@mojian/service-kit/caller';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiKey } from '../data/api-key.entity.js';
import { ApiKeyRepository } from '../data/api-key.repository.js';
import { hashApiKey, newApiKey, prefixOf } from '../domain/api-key.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

type ApiKeyWish = RouteInput<typeof createApiKey>['body'];
type ApiKeyState = RouteReply<typeof getApiKeyState>;

const mostKeys = 20;
const dayMs = 24 * 3600 * 1000;

const unknown: ApiKeyState = {
  alive: false,
  key_id: null,
  user_id: null,
  user_active: false,
  role: null,
  plan: null,
  scopes: [],
};

@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(ApiKeyRepository) private readonly keys: ApiKeyRepository,
  ) {}

  /** A key with permissions that its maker holds; the only time that it is told. */
  async create(caller: CallerIdentity, wish: ApiKeyWish): Promise<{ readonly apiKey: ApiKey; readonly key: string }> {
    const held = permissionsOfCaller(caller);
    const foreign = wish.scopes.find((scope) => !held.includes(scope));
    if (foreign) throw new AppError('PERMISSION_DENIED', `the caller may not ${foreign}, so no key of theirs may`);
    const now = this.settings.clock();
    const key = newApiKey();
    const apiKey: ApiKey = {
      id: randomUUID(),
      userId: caller.userId,
      name: wish.name,
      keyHash: hashApiKey(key),
      prefix: prefixOf(key),
      scopes: [...new Set(wish.scopes)],
      createdAt: now,
      expiresAt: wish.expires_in_days ? new Date(now.getTime() + wish.expires_in_days * dayMs) : null,
      lastUsedAt: null,
      revokedAt: null,
    };
    await this.keys.add(apiKey, mostKeys);
    return { apiKey, key };
  }

  list(userId: string): Promise<ApiKey[]> {
    return this.keys.list(userId);
  }

  /** Postgres first, then the event: whoever asks after it finds the key revoked. */
  async revoke(userId: string, keyId: string): Promise<void> {
    const revoked = await this.keys.revoke({ userId, keyId, now: this.settings.clock() });
    if (!revoked) throw new AppError('API_KEY_NOT_FOUND', 'the caller has no such key');
    await publishEvent(this.settings.redis, apiKeyRevoked, { user_id: userId, key_id: keyId });
  }

  /** What a key may do is decided now: of its scopes those that its user still holds. */
  async state(keyHash: string): Promise<ApiKeyState> {
    const now = this.settings.clock();
    const found = await this.keys.state(Buffer.from(keyHash, 'hex'), now);
    if (!found) return unknown;
    const { stale, ...known } = found;
    if (known.alive && stale) this.noteUse(known.key_id, now);
    const named = Permission.options.filter((permission) => known.scopes.includes(permission));
    const { role, plan } = known;
    return { ...known, scopes: known.alive ? [...permissionsOf({ role, plan, scopes: named })] : [] };
  }

  /** Nobody waits for it, and a request that is otherwise good does not fail by it. */
  private noteUse(keyId: string, now: Date): void {
    this.keys
      .used(keyId, now)
      .catch((error: unknown) => this.settings.logger.warn('api_key.use_not_noted', { key: keyId, error }));
  }
}
