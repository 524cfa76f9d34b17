import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackChromium } from './unpack-chromium.js';

/** How to start a browser. */
export interface ChromiumCommand {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface FindChromiumOptions {
  /** Folders in which a Chromium of the system is looked for. */
  readonly folders?: readonly string[];
  /** Where the npm package's Chromium is unpacked when the system has none. */
  readonly unpackInto?: string;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemFolders = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];

/**
 * Our own short list; the npm package's own would switch web security off and run everything in one process. A card's
 * frame shares its host page's process here: both belong to one context that holds nothing else, and half the start-up
 * time and one virtual clock for both are won.
 */
const args = [
  '--disable-gpu',
  '--no-zygote',
  '--mute-audio',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes,Translate,OptimizationHints',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
];

/** A Chromium of the system, else the headless shell from npm with the libraries and fonts that it brings along. */
export async function findChromium({
  folders = systemFolders,
  unpackInto = tmpdir(),
}: FindChromiumOptions = {}): Promise<ChromiumCommand> {
  for (const path of folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    if (await isExecutable(path)) return { executablePath: path, args, env: { HOME: unpackInto } };
  }
  const { executablePath, libraries, fonts } = await unpackChromium(unpackInto);
  return { executablePath, args, env: { HOME: unpackInto, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts } };
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
