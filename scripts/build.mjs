#!/usr/bin/env node
// The whole build: types and JavaScript of every package, then the bundles that run in a browser.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

run('node_modules/typescript7/bin/tsc', '-b', ...process.argv.slice(2));
run('scripts/dist/bundle-browser.js');
