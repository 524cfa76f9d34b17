// Prints, a word per line, the command prefix that gives an acceptance script its browser.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const card = fileURLToPath(new URL('../packages/card/', import.meta.url));
const { findChromium } = await import(pathToFileURL(`${card}dist/browser/chromium.js`).href);
const { executablePath, env } = await findChromium();
const playwright = dirname(createRequire(`${card}package.json`).resolve('playwright-core/package.json'));
// The scripts launch the browser with their own environment, so what it needs to run is put there.
const variables = { ...env, PLAYWRIGHT_CORE: playwright, CHROMIUM: executablePath };
process.stdout.write(['env', ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)].join('\n'));
process.stdout.write('\n');
