import { once } from 'node:events';
import { watch } from 'chokidar';

/** Editors write a file in several steps, and git writes many files. */
const QUIET_MS = 150;

export interface SourceWatch {
  readonly close: () => Promise<void>;
}

/**
 * Calls `onChange` with the paths that changed below the folders, once they have been quiet for a moment. One call at a
 * time: what changes meanwhile is told in the next. Resolves when it sees every change.
 */
export async function watchSources(
  folders: readonly string[],
  onChange: (paths: readonly string[]) => Promise<void>,
): Promise<SourceWatch> {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), QUIET_MS);
  };
  const tell = async (): Promise<void> => {
    if (isBusy || changed.size === 0) return;
    const paths = [...changed];
    changed.clear();
    isBusy = true;
    await onChange(paths).finally(() => {
      isBusy = false;
      if (changed.size > 0) wait();
    });
  };
  const watcher = watch([...folders], { ignoreInitial: true });
  watcher.on('all', (_event, path) => {
    changed.add(path);
    wait();
  });
  await once(watcher, 'ready');
  return {
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
