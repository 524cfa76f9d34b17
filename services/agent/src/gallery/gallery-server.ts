import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { cardHeaders } from '@mojian/card/gate/card-policy';
import type { Brief } from '@mojian/contracts/brief';
import { templateNames } from '@mojian/studio/pages/template-names';
import { sceneInfo, sceneNames } from '@mojian/studio/scenes/list';
import { galleryPage, type ShownSample, scenesPage } from './gallery-page.js';
import { type CheckedSample, makeSample, type SampleTools } from './make-sample.js';
import { rememberPaintings } from './remember-paintings.js';

/** A card, or why there is none. */
export type GalleryEntry =
  | { readonly brief: Brief; readonly sample: CheckedSample }
  | { readonly brief: Brief; readonly failure: string };

export interface Gallery {
  readonly tools: SampleTools;
  /** Grows while cards are made. */
  readonly entries: readonly GalleryEntry[];
  readonly wanted: number;
  /** PNG of all; undefined until all are made. */
  readonly sheet: () => Buffer | undefined;
  /** For the scenes that are looked at one by one. */
  readonly brief: Brief;
}

interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const html = (body: string): Answer => ({ type: 'text/html; charset=utf-8', body });

/** Enough for every scene in sight, and those that were; a picture is about a megabyte. */
const MOST_PAINTINGS = 40;

/** Serves the gallery to this machine alone; resolves when it listens. */
export async function serveGallery({ tools, ...shown }: Gallery, port: number): Promise<Server> {
  const gallery = { ...shown, tools: { ...tools, painter: rememberPaintings(tools.painter, MOST_PAINTINGS) } };
  const startedAt = new Date().toISOString();
  const server = createServer((request, response) => {
    answerTo(request, gallery, startedAt).then(
      (answer) => send(response, answer),
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}

function send(response: ServerResponse, answer: Answer | undefined): void {
  if (!answer) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
  response
    .writeHead(200, { 'cache-control': 'no-store', ...answer.headers, 'content-type': answer.type })
    .end(answer.body);
}

async function answerTo(request: IncomingMessage, gallery: Gallery, startedAt: string): Promise<Answer | undefined> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
  const [, kind = '', index = ''] = url.pathname.split('/');
  if (kind === '') return html(galleryPage(gallery.entries.map(shownOf), gallery.wanted));
  if (kind === 'started') return { type: 'text/plain', body: startedAt };
  if (kind === 'scenes') return html(scenesPage(sceneNames.map((scene) => ({ scene, templates: templatesOf(scene) }))));
  if (kind === 'live') return live(gallery, url);
  if (kind === 'sheet.png') return fileOf('image/png', gallery.sheet());
  const entry = gallery.entries[Number(index)];
  if (!entry || !('sample' in entry)) return undefined;
  if (kind === 'posters') return fileOf('image/jpeg', entry.sample.poster);
  return kind === 'cards' ? cardOf(entry.sample.html, url) : undefined;
}

const fileOf = (type: string, body: Buffer | undefined): Answer | undefined => body && { type, body };

/** Under the policy of production, so that nothing works here that will not work there. */
const cardOf = (page: string, { origin }: URL): Answer => ({ ...html(page), headers: cardHeaders(origin) });

const templatesOf = (scene: (typeof sceneNames)[number]): readonly string[] => sceneInfo(scene).templates;

async function live({ tools, brief }: Gallery, url: URL): Promise<Answer> {
  const wish = (name: string) => url.searchParams.get(name);
  const scene = sceneNames.find((name) => name === wish('scene'));
  const template = templateNames.find((name) => name === wish('template'));
  const seed = wish('seed') ?? brief.seed;
  const { html: page } = await makeSample(tools, { brief: { ...brief, seed }, scene, template });
  return cardOf(page, url);
}

function shownOf(entry: GalleryEntry, index: number): ShownSample {
  const { words } = entry.brief;
  if ('failure' in entry) {
    return { index, words, scene: '', template: '', mood: '', seconds: 0, size: 0, failure: entry.failure };
  }
  const { concept, seconds, html: page } = entry.sample;
  const { scene, template, mood } = concept;
  const all = Object.values(seconds).reduce((sum, taken) => sum + taken, 0);
  return { index, words, scene, template, mood, seconds: all, size: Math.round(page.length / 1024), failure: null };
}
