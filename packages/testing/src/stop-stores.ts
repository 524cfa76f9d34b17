import { removeRun, TEST_RUN_FOLDER } from './test-run.js';

/** Jest's globalTeardown: ends what `start-stores` started. */
export default async function stopStores(): Promise<void> {
  const folder = process.env[TEST_RUN_FOLDER];
  if (folder !== undefined) await removeRun(folder);
}
