import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** Opens the connections when the service boots, closes them when it ends, and lets repositories inject them. */
export const databaseModule = (dataSource: DataSource): DynamicModule =>
  TypeOrmModule.forRootAsync({
    useFactory: () => ({ ...dataSource.options, retryAttempts: 1 }),
    dataSourceFactory: async () => dataSource,
  });
