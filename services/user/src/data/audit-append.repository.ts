import { appendEntries } from '@mojian/audit/append-entries';
import type { AuditEntry } from '@mojian/contracts/audit';
import { translateDatabaseError } from '@mojian/database/translate-error';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Appends rows that another process reports. */
@Injectable()
export class AuditAppendRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** All of them or none. */
  async append(entries: readonly AuditEntry[]): Promise<void> {
    try {
      await appendEntries((statement, values) => this.dataSource.query(statement, values), entries);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
