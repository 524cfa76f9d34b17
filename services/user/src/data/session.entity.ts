import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a session ended before its time. */
export type RevocationReason =
  | 'logout'
  | 'refresh_reused'
  | 'revoked'
  | 'password_changed'
  | 'user_disabled'
  | 'account_deleted';

/** A login and all refresh tokens that came of it. */
@Entity('session')
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  audience!: 'mini' | 'web';

  /** Where the login came from, as the gateway knew it. */
  @Column('text', { nullable: true })
  address!: string | null;

  /** The User-Agent of the login. */
  @Column('varchar', { length: 300, nullable: true })
  agent!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** However often it is refreshed, it ends then. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'refreshed_at', nullable: true })
  refreshedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('text', { name: 'revoked_reason', nullable: true })
  revokedReason!: RevocationReason | null;
}
