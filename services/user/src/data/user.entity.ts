import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('user')
export class User {
  @PrimaryColumn('uuid')
  id!: string;

  /** Null until the person tells one. */
  @Column('varchar', { length: 50, nullable: true })
  nickname!: string | null;

  @Column('varchar', { length: 1000, nullable: true })
  avatar!: string | null;

  /** As typed; compared by `usernameKey`. */
  @Column('varchar', { length: 50, nullable: true })
  username!: string | null;

  @Column('varchar', { name: 'username_key', length: 100, nullable: true })
  usernameKey!: string | null;

  @Column('varchar', { length: 254, nullable: true })
  email!: string | null;

  @Column('varchar', { name: 'email_key', length: 254, nullable: true })
  emailKey!: string | null;

  @Column('varchar', { name: 'full_name', length: 100, nullable: true })
  fullName!: string | null;

  /** 0 unknown, 1 male, 2 female, as WeChat counts. */
  @Column('smallint')
  gender!: number;

  @Column('text')
  role!: 'user' | 'admin';

  @Column('text')
  plan!: 'free' | 'vip';

  @Column('boolean')
  active!: boolean;

  /** Access tokens with a lower version are refused. */
  @Column('int', { name: 'token_version' })
  tokenVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'last_login_at', nullable: true })
  lastLoginAt!: Date | null;

  /** When the account was deleted: what is left is a number that the ledger and the audit can name. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
