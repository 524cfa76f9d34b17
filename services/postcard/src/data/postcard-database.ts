import { type AuditChange, recordAudit } from '@mojian/audit/record-audit';
import { inTransaction } from '@mojian/database/transaction';
import { Turns } from '@mojian/database/turns';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type PostcardSettings, SETTINGS } from '../settings.js';
import { CheckArchive } from './check-archive.js';
import { ContentCheckRepository } from './content-check.repository.js';
import { decideAgain } from './decide-again.js';
import { LedgerRepository } from './ledger.repository.js';
import { OutboxRepository } from './outbox.repository.js';
import { PersonalDataRepository } from './personal-data.repository.js';
import { PostcardRepository } from './postcard.repository.js';
import { QuotaRepository } from './quota.repository.js';
import { ShareRepository } from './share.repository.js';
import { SpendRepository } from './spend.repository.js';
import { TaskRepository } from './task.repository.js';
import { TaskArchive } from './task-archive.js';

import { UploadRepository } from './upload.repository.js';

/** All that is stored, seen from one connection or from one transaction. */
export interface Stores {
  readonly tasks: TaskRepository;
  readonly archive: TaskArchive;
  readonly quota: QuotaRepository;
  readonly spend: SpendRepository;
  readonly ledger: LedgerRepository;
  readonly postcards: PostcardRepository;
  readonly checks: ContentCheckRepository;
  readonly checkArchive: CheckArchive;
  readonly outbox: OutboxRepository;
  readonly shares: ShareRepository;
  readonly uploads: UploadRepository;
  readonly personalData: PersonalDataRepository;
  /** Writes the audit row of the call under way, in the transaction of what it changes. */
  readonly audit: (change: AuditChange) => Promise<void>;
}

@Injectable()
export class PostcardDatabase {
  /** Each statement for itself. */
  readonly stores: Stores;
  private readonly turns = new Turns();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: PostcardSettings,
  ) {
    this.stores = this.storesOn(dataSource.manager);
  }

  /** Run again when the database chose it as the victim of a deadlock: it must do nothing else that cannot be repeated. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, (manager) => work(this.storesOn(manager)));
  }

  /**
   * A transaction that decides whether this user may begin a card, after every other such one of theirs; run again when
   * one of another process won the race all the same. Without the lock nobody waits, and the schema alone decides.
   */
  decideFor<T>(userId: string, work: (stores: Stores) => Promise<T>): Promise<T> {
    const decide = () =>
      decideAgain(() =>
        this.transaction(async (stores) => {
          await stores.quota.lockUser(userId);
          return work(stores);
        }),
      );
    return this.settings.lockQuota ? this.turns.take(userId, decide) : decide();
  }

  private storesOn(manager: EntityManager): Stores {
    return {
      tasks: new TaskRepository(manager),
      archive: new TaskArchive(manager),
      quota: new QuotaRepository(manager, this.settings),
      spend: new SpendRepository(manager, this.settings),
      ledger: new LedgerRepository(manager),
      postcards: new PostcardRepository(manager),
      checks: new ContentCheckRepository(manager),
      checkArchive: new CheckArchive(manager),
      outbox: new OutboxRepository(manager),
      shares: new ShareRepository(manager),
      uploads: new UploadRepository(manager),
      personalData: new PersonalDataRepository(manager),
      audit: (change) => recordAudit((statement, values) => manager.query(statement, values), change),
    };
  }
}
