import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The password identity of a user. */
@Entity('password')
export class Password {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  /** argon2id, as a PHC string. */
  @Column('text')
  hash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
