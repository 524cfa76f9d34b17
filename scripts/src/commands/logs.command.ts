import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Command, Refusal } from '../command.js';
import { say } from '../print.js';
import { PROCESS_NAMES } from '../process-table.js';
import { lastLines } from '../wait-until-ready.js';

const SHOWN_LINES = 50;
const FOLLOW_EVERY_MS = 300;

const sizeOf = async (file: string): Promise<number> => (existsSync(file) ? (await stat(file)).size : 0);

const readFrom = async (file: string, offset: number): Promise<Buffer> => {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** Prints what is written to a log from now on, until the process is interrupted. */
const follow = async (file: string, print: (text: string) => void): Promise<never> => {
  let offset = await sizeOf(file);
  for (;;) {
    await delay(FOLLOW_EVERY_MS);
    const size = await sizeOf(file);
    // Smaller than before: the log was rotated and begins anew.
    if (size < offset) offset = 0;
    if (size === offset) continue;
    const added = await readFrom(file, offset);
    // A line that is not finished waits for its end.
    const complete = added.subarray(0, added.lastIndexOf('\n') + 1);
    offset += complete.length;
    if (complete.length > 0) print(complete.toString().trimEnd());
  }
};

export const logs: Command = {
  name: 'logs',
  usage: '[service] [-f]',
  summary: `The last lines of one log or of all; -f goes on. Services: ${PROCESS_NAMES.join(', ')}.`,
  run: async (args, project) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { follow: { type: 'boolean', short: 'f', default: false } },
    });
    const unknown = positionals.find((name) => !PROCESS_NAMES.includes(name));
    if (unknown !== undefined)
      throw new Refusal(`There is no service "${unknown}". Choose one of: ${PROCESS_NAMES.join(', ')}.`, 2);
    const names = positionals.length > 0 ? positionals : PROCESS_NAMES;
    const shown = names.map((name) => {
      const prefix = names.length > 1 ? `${name.padEnd(9)}| ` : '';
      return { file: join(project.logs, `${name}.log`), print: (text: string) => say(text.replaceAll(/^/gm, prefix)) };
    });
    for (const { file, print } of shown) {
      const lines = await lastLines(file, SHOWN_LINES);
      if (lines !== '') print(lines);
    }
    if (values.follow) await Promise.race(shown.map(({ file, print }) => follow(file, print)));
    return 0;
  },
};
