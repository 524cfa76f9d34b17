import { type FSWatcher, watch } from 'node:fs';

/** Editors write a file in several steps, and git writes many files. */
const QUIET_MS = 150;

export interface SourceWatch {
  readonly close: () => void;
}

/**
 * Calls `onChange` with the paths that changed below the folders, once they have been quiet for a moment. One call at a
 * time: what changes meanwhile is told in the next.
 */
export function watchSources(
  folders: readonly string[],
  onChange: (paths: readonly string[]) => Promise<void>,
): SourceWatch {
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
  const note = (folder: string) => (_event: string, name: string | null) => {
    changed.add(name === null ? folder : `${folder}/${name}`);
    wait();
  };
  const watchers: FSWatcher[] = folders.map((folder) => watch(folder, { recursive: true }, note(folder)));
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
