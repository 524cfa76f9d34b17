import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a recipient says is wrong with a card. */
@Entity({ name: 'card_report' })
export class CardReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'card_id', type: 'uuid' })
  cardId!: string;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', nullable: true })
  note!: string | null;
}
