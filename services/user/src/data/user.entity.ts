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
}
