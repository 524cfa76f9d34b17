import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { databaseDown, isConflict, translateDatabaseError } from './translate-error.js';

const retries = 3;
const pauseMs = 20;

/**
 * Runs `fn` in a transaction, and again, at most three times, when the database chose it as the victim of a deadlock
 * or of a serialization failure: so `fn` must do nothing but talk to the database. Rejects with DEPENDENCY_DOWN when
 * the database cannot answer or chose it each time, else with what `fn` threw.
 */
export async function inTransaction<T>(dataSource: DataSource, fn: (manager: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await dataSource.transaction(fn);
    } catch (error) {
      if (!isConflict(error)) throw translateDatabaseError(error);
      if (attempt >= retries) throw databaseDown('lost to other transactions', error);
      await wait(pauseMs * 2 ** attempt * (1 + Math.random()));
    }
  }
}
