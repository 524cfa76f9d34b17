import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One step of a session. The token itself is nowhere, only its SHA-256. */
@Entity('refresh_token')
export class RefreshToken {
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** When it was exchanged for its successor; at most one token of a session has not been. */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('bytea', { name: 'successor_hash', nullable: true })
  successorHash!: Buffer | null;
}
