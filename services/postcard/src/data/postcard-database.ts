import { inTransaction } from '@mojian/database/transaction';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type PostcardSettings, SETTINGS } from '../settings.js';
import { OutboxRepository } from './outbox.repository.js';
import { PostcardRepository } from './postcard.repository.js';
import { QuotaRepository } from './quota.repository.js';
import { ShareRepository } from './share.repository.js';
import { TaskRepository } from './task.repository.js';

/** All that is stored, seen from one connection or from one transaction. */
export interface Stores {
  readonly tasks: TaskRepository;
  readonly quota: QuotaRepository;
  readonly postcards: PostcardRepository;
  readonly outbox: OutboxRepository;
  readonly shares: ShareRepository;
}

@Injectable()
export class PostcardDatabase {
  /** Each statement for itself. */
  readonly stores: Stores;

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

  private storesOn(manager: EntityManager): Stores {
    return {
      tasks: new TaskRepository(manager),
      quota: new QuotaRepository(manager, this.settings),
      postcards: new PostcardRepository(manager),
      outbox: new OutboxRepository(manager),
      shares: new ShareRepository(manager),
    };
  }
}
