import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who vouches for a user: WeChat, or the development login. */
export type IdentityProvider = 'wechat' | 'wechat-mock';

/** What somebody is known as at a provider; one user each. */
@Entity('identity')
export class Identity {
  @PrimaryColumn('text')
  provider!: IdentityProvider;

  /** For WeChat the openid. */
  @PrimaryColumn('text')
  subject!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
