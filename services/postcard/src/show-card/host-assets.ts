import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { HostAssetUrls } from './host-page-model.js';

interface HostAsset {
  readonly path: string;
  readonly type: string;
  readonly hash: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const HASHED = /^([0-9a-f]{16})-(.+)$/;
/** What the bundler itself named by its content: the fonts that the style asks for. */
const BUNDLED = /-[A-Z0-9]{8}\.[a-z0-9]+$/;

/** The host page's own files: its script, its style, and the many slices of fonts that the style asks for. */
export class HostAssets {
  private constructor(private readonly files: ReadonlyMap<string, HostAsset>) {}

  /** Reads a folder of built files; one that is not there has none. */
  static async load(folder: string): Promise<HostAssets> {
    const names = (await namesIn(folder)).filter((name) => extname(name) in TYPES);
    const files = await Promise.all(
      names.map(async (name): Promise<[string, HostAsset]> => {
        const path = join(folder, name);
        const hash = createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
          .slice(0, 16);
        return [name, { path, hash, type: TYPES[extname(name)] ?? 'application/octet-stream' }];
      }),
    );
    return new HostAssets(new Map(files));
  }

  get isEmpty(): boolean {
    return this.files.size === 0;
  }

  /** By `name`, or by `<hash>-name`; one that is named by its content never changes. */
  find(asset: string): { readonly file: HostAsset; readonly immutable: boolean } | null {
    const [, hash, hashedName] = HASHED.exec(asset) ?? [];
    const file = this.files.get(hashedName ?? asset);
    return file ? { file, immutable: hash === file.hash || BUNDLED.test(asset) } : null;
  }

  /** Paths below the base path, each with the hash of what it names. */
  urls(toPath: (path: string) => string): HostAssetUrls {
    const url = (name: string): string => {
      const hash = this.files.get(name)?.hash;
      return toPath(`/assets/host/${hash ? `${hash}-` : ''}${name}`);
    };
    return { script: url('host-page.js'), style: url('host-page.css'), brush: url('brush.css') };
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
