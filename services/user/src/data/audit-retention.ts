import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const Pruned = z.tuple([z.object({ dropped: z.number() })]);
const Head = z.object({ service: z.string(), day: z.string(), seq: z.coerce.number(), hash: z.string() });

export interface AuditState {
  /** Partitions dropped now. */
  readonly dropped: number;
  /** How the chains of today and yesterday end. */
  readonly heads: readonly z.output<typeof Head>[];
}

/** Keeps the partitions of the audit: those of the next days made, those of days long past dropped. */
@Injectable()
export class AuditRetention {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async keep(): Promise<AuditState> {
    await this.dataSource.query('SELECT audit.ensure_partitions()');
    const pruned: unknown = await this.dataSource.query('SELECT audit.prune() AS dropped');
    const heads: unknown = await this.dataSource.query(
      `SELECT service, day::text AS day, seq, encode(hash, 'hex') AS hash FROM audit.head
        WHERE day >= (now() AT TIME ZONE 'UTC')::date - 1 ORDER BY day, service`,
    );
    return { dropped: Pruned.parse(pruned)[0].dropped, heads: z.array(Head).parse(heads) };
  }
}
