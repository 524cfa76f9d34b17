import type { Permission } from '@mojian/contracts/permissions';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a program may act for its user with. The key itself is nowhere, only its SHA-256. */
@Entity('api_key')
export class ApiKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('varchar', { length: 100 })
  name!: string;

  @Column('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  @Column('text')
  prefix!: string;

  @Column('text', { array: true })
  scopes!: Permission[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Null where it has no end. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** To the minute. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
