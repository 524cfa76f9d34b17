import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HostAssets } from './host-assets.js';

let folder: string;
let assets: HostAssets;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mojian-assets-'));
  for (const name of ['host-page.js', 'host-page.css', 'type-NV2TKCPI.woff2', 'notes.txt']) {
    await writeFile(join(folder, name), name);
  }
  assets = await HostAssets.load(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('HostAssets', () => {
  it('names script and style by their content, below the base path', () => {
    const { script, style } = assets.urls((path) => `/mj${path}`);
    expect(script).toMatch(/^\/mj\/assets\/host\/[0-9a-f]{16}-host-page\.js$/);
    expect(style).toMatch(/-host-page\.css$/);
    const found = assets.find(script.slice('/mj/assets/host/'.length));
    expect(found).toMatchObject({ immutable: true, file: { type: 'text/javascript; charset=utf-8' } });
  });

  it('what is not named by its content may change', () => {
    expect(assets.find('host-page.css')?.immutable).toBe(false);
    expect(assets.find('0000000000000000-host-page.css')?.immutable).toBe(false);
    expect(assets.find('type-NV2TKCPI.woff2')?.immutable).toBe(true);
  });

  it('has nothing else, and nothing where there is no folder', async () => {
    for (const name of ['notes.txt', '../notes.txt', 'host-page.ts']) expect(assets.find(name)).toBeNull();
    expect((await HostAssets.load(join(folder, 'none'))).isEmpty).toBe(true);
  });
});
