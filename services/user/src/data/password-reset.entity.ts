import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mailed permission to set a new password, once. The token itself is nowhere but in the mail. */
@Entity('password_reset')
export class PasswordReset {
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** When it was used, or a later one took its place. */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
