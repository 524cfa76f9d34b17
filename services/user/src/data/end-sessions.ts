import type { Audience } from '@mojian/contracts/identity';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { RevocationReason } from './session.entity.js';

export interface RevocationScope {
  /** The session that goes on. */
  readonly except?: string;
  /** Only those that were opened for it. */
  readonly audience?: Audience;
  readonly now: Date;
}

interface Ending extends RevocationScope {
  readonly userId: string;
  readonly reason: RevocationReason;
}

const endSql = `
  UPDATE session SET revoked_at = $3, revoked_reason = $2
   WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $3
     AND ($4::uuid IS NULL OR id <> $4) AND ($5::text IS NULL OR audience = $5)
  RETURNING id`;

const EndedRows = z.tuple([z.array(z.object({ id: z.uuid() })), z.number()]);

/** Ends the sessions of a user, and gives their ids. Whoever calls it tells `sessionRevoked` after the commit. */
export async function endSessions(manager: EntityManager, ending: Ending): Promise<string[]> {
  const { userId, reason, except = null, audience = null, now } = ending;
  const [rows] = EndedRows.parse(await manager.query(endSql, [userId, reason, now, except, audience]));
  return rows.map(({ id }) => id);
}
