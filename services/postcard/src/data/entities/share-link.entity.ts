import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link that opens a card without an account; one alive for a card. */
@Entity({ name: 'share_link' })
export class ShareLinkEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ name: 'card_id', type: 'uuid' })
  cardId!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
