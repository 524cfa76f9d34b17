import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBrowserPool } from '@mojian/card/browser/browser-pool';
import { createGate } from '@mojian/card/gate/inspect-page';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { createPainter } from '@mojian/studio/paint/painter';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { scenes } from '@mojian/studio/scenes/list';
import { type GalleryEntry, serveGallery } from './gallery-server.js';
import { makeSample, type SampleTools } from './make-sample.js';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const program = new URL('../../../../packages/studio/dist/paint/paint.worker.js', import.meta.url);
const poster = Buffer.from('the poster');

describe('the gallery of the studio', () => {
  const browsers = createBrowserPool({ maxPages: 1, logger: silent });
  const painter = createPainter({ workers: 1, logger: silent, program });
  const entries: GalleryEntry[] = [];
  let sheet: Buffer | undefined;
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mojian-gallery-'));
    const tools: SampleTools = { painter, gate: createGate({ browsers }), storage: localFolderStorage(folder) };
    const [brief] = sampleBriefs;
    if (!brief) throw new Error('no sample briefs');
    const sample = await makeSample(tools, { brief });
    const report = { verdict: 'pass' as const, findings: [], mended: [], static_ms: 1, browser_ms: 1 };
    entries.push({ brief, sample: { ...sample, poster, report } });
    entries.push({ brief: { ...brief, words: '<b>不</b>' }, failure: 'the page did not pass' });
    server = await serveGallery({ tools, entries, wanted: 3, sheet: () => sheet, brief }, 0);
  }, 60_000);
  afterAll(async () => {
    server.close();
    await Promise.all([browsers.close(), painter.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const get = async (path: string) => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('lists what was made, tells what failed, and looks again while cards are missing', async () => {
    const { text } = await get('/');
    expect(text).toContain('Studio: 2 of 3 cards');
    expect(text).toContain('href="/cards/0"');
    expect(text).toContain('the page did not pass');
    expect(text).toContain('&lt;b&gt;不&lt;/b&gt;');
    expect(text).toContain('http-equiv="refresh"');
  });

  it('shows cards under the policy of production, posters and the sheet once there is one', async () => {
    const card = await get('/cards/0');
    expect(card.headers.get('content-security-policy')).toContain('sandbox');
    expect(card.text).toContain('data-card');
    expect((await get('/posters/0')).text).toBe(poster.toString());
    expect((await get('/sheet.png')).status).toBe(404);
    sheet = Buffer.from('the sheet');
    expect((await get('/sheet.png')).text).toBe('the sheet');
  });

  it('has no card where none was made, and no other page', async () => {
    for (const path of ['/cards/1', '/cards/9', '/posters/x', '/elsewhere', '/..%2f..%2fetc']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  it('offers each scene with each of its openings, and makes one when it is looked at', async () => {
    const { text } = await get('/scenes');
    for (const { name, templates } of scenes)
      for (const template of templates) expect(text).toContain(`/live?scene=${name}&template=${template}`);
    const live = await get('/live?scene=moon-river&template=lantern');
    expect(live.text).toMatch(/<html[^>]* class="mj-sealed lantern /);
  }, 60_000);
});
