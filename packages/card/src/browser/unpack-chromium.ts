import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { AppError } from '@mojian/contracts/app-error';
import { readBodyFont } from '../poster/body-font.js';

/** 70 MB of brotli took 1–3 s on two cores. */
const unpackMs = 60_000;

/** The package unpacks the shared libraries that a bare machine lacks only where it believes to be a current AWS Lambda. */
const pretendedRuntime = 'AWS_Lambda_nodejs24.x';

const packageName = '@sparticuz/chromium';

/** The unpacked headless shell. */
interface UnpackedChromium {
  readonly executablePath: string;
  readonly libraries: string;
  readonly fonts: string;
}

/**
 * Unpacks Chromium's headless shell from the npm package into a folder of its own below `into`, once per version.
 * The package writes to the process's temporary folder by the process's environment, so a child process does it; the
 * finished folder is moved into place, so that nobody ever starts half a browser.
 */
export async function unpackChromium(into: string): Promise<UnpackedChromium> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(packageName);
  // A folder for each user: the temporary one is everybody's, and what lies in it is started.
  const folder = join(into, `mojian-chromium-${versionIn(entry)}-${userId()}`);
  if (!(await isOurs(folder))) await unpackOnce(entry, into, folder);
  return {
    executablePath: join(folder, 'chromium'),
    libraries: join(folder, 'al2023', 'lib'),
    fonts: join(folder, 'fonts'),
  };
}

const userId = (): number => process.getuid?.() ?? 0;

/** Whether the browser is there, put there by us; somebody else's is neither used nor replaced. */
async function isOurs(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const { uid } = await stat(folder);
  if (uid !== userId()) throw new AppError('DEPENDENCY_DOWN', `${folder} belongs to another user: remove it`);
  return existsSync(join(folder, 'chromium'));
}

/** The store's path holds the version; a linked folder may not, and then shares one folder. */
const versionIn = (entry: string): string => /chromium@([\w.-]+)/.exec(entry)?.[1] ?? 'local';

async function unpackOnce(entry: string, into: string, folder: string): Promise<void> {
  const scratch = await mkdtemp(join(into, 'mojian-chromium-'));
  const code = `await (await import(${JSON.stringify(pathToFileURL(entry).href)})).default.executablePath()`;
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: dirname(entry),
      env: { TMPDIR: scratch, HOME: scratch, AWS_EXECUTION_ENV: pretendedRuntime },
      timeout: unpackMs,
    });
    await addFonts(join(scratch, 'fonts'), join(folder, 'fonts'));
    if (!existsSync(join(folder, 'chromium'))) await rm(folder, { recursive: true, force: true });
    await rename(scratch, folder);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    if (existsSync(join(folder, 'chromium'))) return; // Another process was faster.
    throw new AppError('DEPENDENCY_DOWN', 'Chromium could not be unpacked', { cause: error });
  }
}

/** The package's own list of font folders names its temporary folder, and none of its fonts has a Chinese glyph. */
async function addFonts(fonts: string, finalPlace: string): Promise<void> {
  const folders = [finalPlace, '/usr/share/fonts', '/usr/local/share/fonts'].map((path) => `<dir>${path}</dir>`);
  const list = `<?xml version="1.0"?>\n<fontconfig>${folders.join('')}<cachedir>${join(finalPlace, 'cache')}</cachedir></fontconfig>\n`;
  await writeFile(join(fonts, 'fonts.conf'), list);
  await writeFile(join(fonts, 'lxgw-wenkai.ttf'), await readBodyFont());
}
