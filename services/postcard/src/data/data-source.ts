import { dataSourceOptions } from '@mojian/database/data-source';
import type { Logger } from '@mojian/telemetry/logger';
import { DataSource } from 'typeorm';
import { CardReportEntity } from './entities/card-report.entity.js';
import { PostcardEntity } from './entities/postcard.entity.js';
import { ShareLinkEntity } from './entities/share-link.entity.js';
import { TaskEntity } from './entities/task.entity.js';
import { CreatePostcards1763740800000 } from './migrations/1763740800000-create-postcards.js';
import { GrantsAndRegeneration1763800100000 } from './migrations/1763800100000-grants-and-regeneration.js';
import { Uploads1763800200000 } from './migrations/1763800200000-uploads.js';
import { LetterOpenings1763900000000 } from './migrations/1763900000000-letter-openings.js';
import { Spend1763910000000 } from './migrations/1763910000000-spend.js';
import { ContentChecks1764000000000 } from './migrations/1764000000000-content-checks.js';

/** For `migrate`: the ledger is only ever added to. */
export const postcardSchema = {
  schema: 'postcards',
  migrations: [
    CreatePostcards1763740800000,
    GrantsAndRegeneration1763800100000,
    Uploads1763800200000,
    LetterOpenings1763900000000,
    Spend1763910000000,
    ContentChecks1764000000000,
  ],
  appendOnly: ['quota_entry'],
} as const;

/** The connections of the service, not opened yet. */
export const createDataSource = (url: string, logger: Logger): DataSource =>
  new DataSource(
    dataSourceOptions({
      url,
      schema: postcardSchema.schema,
      entities: [TaskEntity, PostcardEntity, ShareLinkEntity, CardReportEntity],
      name: 'postcard',
      poolSize: 10,
      logger,
    }),
  );

/** Rejects where the database does not answer. */
export const pingDatabase = async (dataSource: DataSource): Promise<void> => {
  await dataSource.query('SELECT 1');
};
