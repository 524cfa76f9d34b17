import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import subsetFont from 'subset-font';

/** Typefaces whose files hold all of their characters, megabytes of them. */
const FACES = {
  wenkai: '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2',
  'ma-shan': '@fontsource/ma-shan-zheng/files/ma-shan-zheng-chinese-simplified-400-normal.woff2',
} as const;
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Bundle {
  readonly from: string;
  readonly to: string;
  /** Files of `from` that become one bundle each. */
  readonly entries: RegExp;
  readonly format: 'iife' | 'esm';
  /** Pages whose `{{main.js}}` and the like become the bundles' names, which then hold a hash of their content. */
  readonly pages?: readonly string[];
  /** Folders whose texts the bundle shows in the brush type. */
  readonly texts?: readonly string[];
}

/** Everything that runs in a browser. */
const BUNDLES: readonly Bundle[] = [
  {
    // Inlined into the page of a card, where no module can be loaded: a classic script.
    from: 'packages/card/kit',
    to: 'packages/card/dist/kit',
    entries: /^kit\.(ts|css)$/,
    format: 'iife',
  },
  {
    from: 'services/postcard/src/show-card/browser',
    to: 'services/postcard/dist/browser',
    entries: /^(host-page\.(ts|css)|brush\.css)$/,
    format: 'iife',
    texts: ['services/postcard/src/show-card', 'packages/contracts/src'],
  },
  {
    from: 'clients/web/src',
    to: 'clients/web/dist',
    entries: /^(main\.ts|reset-password\.ts|style\.css|brush\.css)$/,
    format: 'esm',
    pages: ['clients/web/index.html', 'clients/web/reset-password.html'],
    texts: ['clients/web', 'clients/web/src'],
  },
];

// Every browser that runs the product reads woff2; the older files would double what is built.
const woff2Only: Plugin = {
  name: 'woff2-only',
  setup: ({ onLoad }) => {
    onLoad({ filter: /@fontsource.*\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      return { contents: css.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''), loader: 'css' };
    });
  },
};

/** What a page may say in the brush type besides its own texts: signs and digits. */
const ALWAYS =
  ' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;!?%&+-/()·—…“”‘’，。：；！？、（）《》';

const isFace = (name: string): name is keyof typeof FACES => Object.hasOwn(FACES, name);

/** `mojian:wenkai`, `mojian:ma-shan`: the typeface with the characters that stand in the page's own sources. */
const subsetOfFaces = (folders: readonly string[]): Plugin => ({
  name: 'subset-of-faces',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^mojian:/ }, ({ path }) => ({ path: `${path.slice(7)}.woff2`, namespace: 'mojian' }));
    onLoad({ filter: /\.woff2$/, namespace: 'mojian' }, async ({ path }) => {
      const name = path.replace('.woff2', '');
      if (!isFace(name)) throw new Error(`There is no typeface ${name}.`);
      const font = await readFile(createRequire(import.meta.url).resolve(FACES[name]));
      const contents = await subsetFont(font, ALWAYS + (await sourcesOf(folders)), { targetFormat: 'woff2' });
      return { contents, loader: 'file' };
    });
  },
});

const sourcesOf = async (folders: readonly string[]): Promise<string> => {
  const files = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(join(root, folder))).filter((name) => /\.(ts|html)$/.test(name));
      return Promise.all(names.map((name) => readFile(join(root, folder, name), 'utf8')));
    }),
  );
  return files.flat().join('');
};

// Zod brings its messages in fifty languages, half of the whole bundle; ours come from the error table.
const oneZodLocale: Plugin = {
  name: 'one-zod-locale',
  setup: ({ onLoad }) => {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};

/** The built file of an entry: `style.css` is `style-5KQ3T2XA.css`. */
const builtName = ({ outputs }: Metafile, to: string, entry: string): string => {
  const [stem = '', ending = ''] = entry.split('.');
  const file = Object.keys(outputs).find((name) => name.startsWith(`${to}/${stem}-`) && name.endsWith(`.${ending}`));
  if (file === undefined) throw new Error(`${to} has no ${entry}.`);
  return relative(join(root, to), join(root, file));
};

const writePage = async (page: string, to: string, metafile: Metafile): Promise<void> => {
  const html = await readFile(join(root, page), 'utf8');
  const filled = html.replaceAll(/\{\{([a-z.-]+)\}\}/g, (_, entry: string) => builtName(metafile, to, entry));
  await writeFile(join(root, to, basename(page)), filled);
};

const bundle = async ({ from, to, entries, format, pages = [], texts = [] }: Bundle): Promise<void> => {
  const names = (await readdir(join(root, from))).filter((name) => entries.test(name));
  if (names.length === 0) throw new Error(`${from} has nothing to bundle.`);
  // Names with a hash would pile up.
  await rm(join(root, to), { recursive: true, force: true });
  await mkdir(join(root, to), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => join(from, name)),
    outdir: to,
    entryNames: pages.length === 0 ? '[name]' : '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    target: ['es2022', 'safari15'],
    loader: { '.woff2': 'file' },
    plugins: [woff2Only, oneZodLocale, subsetOfFaces(texts)],
    metafile: true,
    logLevel: 'warning',
    format,
  });
  await Promise.all(pages.map((page) => writePage(page, to, metafile)));
};

await Promise.all(BUNDLES.map(bundle));
