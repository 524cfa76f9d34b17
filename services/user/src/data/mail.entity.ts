import { Column, Entity, PrimaryColumn } from 'typeorm';

export type MailKind = 'password_reset' | 'password_changed' | 'session_reused';

/** A mail before it is a mail: it is sent by whichever process comes to it. */
@Entity('mail')
export class Mail {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: MailKind;

  /** Where to; of a `password_reset` the key of whatever address was typed, which may be nobody's. */
  @Column('varchar', { length: 254 })
  email!: string;

  @Column('text')
  language!: 'zh' | 'en';

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('int')
  attempts!: number;

  @Column('timestamptz', { name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: 'sent' | 'no_account' | 'given_up' | null;
}
