import { AppError } from '@mojian/contracts/app-error';
import { Plan, Role } from '@mojian/contracts/permissions';
import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { z } from 'zod';
import { ApiKey } from './api-key.entity.js';
import { recordIn } from './record-in.js';
import { User } from './user.entity.js';

const StateRows = z.array(
  z.object({
    key_id: z.uuid(),
    user_id: z.uuid(),
    alive: z.boolean(),
    user_active: z.boolean(),
    role: Role,
    plan: Plan,
    scopes: z.array(z.string()),
    /** Whether the time of its last use is over a minute old. */
    stale: z.boolean(),
  }),
);
export type KnownApiKey = z.output<typeof StateRows>[number];

const stateSql = `
  SELECT api_key.id AS key_id, user_id, active AS user_active, role, plan, scopes,
         revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) AND active AS alive,
         last_used_at IS NULL OR last_used_at <= $2 - interval '1 minute' AS stale
    FROM api_key JOIN "user" ON "user".id = user_id
   WHERE key_hash = $1`;

/** Of many who saw the same stale time one writes. */
const usedSql = `
  UPDATE api_key SET last_used_at = $2
   WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute')`;

const liveSql = `
  SELECT count(*)::int AS live FROM api_key
   WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`;

const Count = z.tuple([z.object({ live: z.int() })]);

@Injectable()
export class ApiKeyRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Adds a key. Fails with API_KEY_LIMIT where the user has `most` living ones. */
  add(key: ApiKey, most: number): Promise<void> {
    return inTransaction(this.dataSource, async (manager) => {
      // One at a time for each user, so that nobody counts while another adds.
      await manager.findOneOrFail(User, { where: { id: key.userId }, lock: { mode: 'pessimistic_write' } });
      if ((await countLive(manager, key)) >= most) {
        throw new AppError('API_KEY_LIMIT', `the user has ${most} keys already`);
      }
      await manager.insert(ApiKey, key);
      const { name, scopes, expiresAt } = key;
      await recordIn(manager, {
        resource: { type: 'api-key', id: key.id },
        after: { name, scopes, expires_at: expiresAt?.toISOString() ?? null },
      });
    });
  }

  /** Those that are not revoked, newest first. */
  list(userId: string): Promise<ApiKey[]> {
    const order = { createdAt: 'DESC', id: 'ASC' } as const;
    return this.dataSource.manager.find(ApiKey, { where: { userId, revokedAt: IsNull() }, order });
  }

  /** False where the user has no such key that is not revoked. */
  revoke({
    userId,
    keyId,
    now,
  }: {
    readonly userId: string;
    readonly keyId: string;
    readonly now: Date;
  }): Promise<boolean> {
    return inTransaction(this.dataSource, async (manager) => {
      const { affected } = await manager.update(ApiKey, { id: keyId, userId, revokedAt: IsNull() }, { revokedAt: now });
      if (affected !== 1) return false;
      await recordIn(manager, { resource: { type: 'api-key', id: keyId }, after: { revoked: true } });
      return true;
    });
  }

  /** Undefined where no key has this hash. */
  async state(keyHash: Buffer, now: Date): Promise<KnownApiKey | undefined> {
    return StateRows.parse(await this.dataSource.query(stateSql, [keyHash, now]))[0];
  }

  /** Writes down that the key is used now, at most once a minute. */
  async used(keyId: string, now: Date): Promise<void> {
    await this.dataSource.query(usedSql, [keyId, now]);
  }
}

async function countLive(manager: EntityManager, { userId, createdAt }: ApiKey): Promise<number> {
  const [{ live }] = Count.parse(await manager.query(liveSql, [userId, createdAt]));
  return live;
}
