import { parseArgs } from 'node:util';
import { verifyChain } from '@mojian/audit/verify-chain';
import type pg from 'pg';
import { z } from 'zod';
import { type Command, Refusal } from '../command.js';
import { openDatabase } from '../invariants/open-database.js';
import { say } from '../print.js';
import { findStores } from '../store-addresses.js';
import { tailAudit } from '../tail-audit.js';

const SHOWN_PROBLEMS = 50;
const Day = z.iso.date();
const Lines = z.coerce.number().int().min(1).max(10_000);
const UserId = z.uuid();

/** An option as it must be, or a sentence that says so. */
const optionOf = <T>(schema: z.ZodType<T>, given: string | undefined, what: string): T | undefined => {
  if (given === undefined) return undefined;
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Refusal(what, 2);
  return parsed.data;
};

const verify = async (database: pg.Pool, scope: { service?: string; day?: string }): Promise<number> => {
  const read = async (statement: string, values: unknown[]) =>
    (await database.query<Record<string, unknown>>(statement, values)).rows;
  const { chains, rows, problems } = await verifyChain(read, scope);
  for (const { service, day, seq, entryId, fault } of problems.slice(0, SHOWN_PROBLEMS))
    say(`${fault.padEnd(15)} ${service} ${day} place ${seq ?? '-'} row ${entryId ?? '-'}`);
  if (problems.length > SHOWN_PROBLEMS) say(`… and ${problems.length - SHOWN_PROBLEMS} more`);
  say(`${rows} rows in ${chains} chains, ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
};

/** Works on the database, and lets go of it whatever comes of it. */
const withDatabase = async <T>(ownerUrl: string, work: (database: pg.Pool) => Promise<T>): Promise<T> => {
  const database = openDatabase(ownerUrl);
  try {
    return await work(database);
  } finally {
    await database.end();
  }
};

export const audit: Command = {
  name: 'audit',
  usage: 'verify [--service user] [--day 2026-11-22] | tail [-n 20] [--user <id>]',
  summary: 'Check the chain of the audit (exit status 1 and the rows if it is broken), or show its last rows.',
  run: async (args, project) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lines: { type: 'string', short: 'n' },
        user: { type: 'string' },
        service: { type: 'string' },
        day: { type: 'string' },
      },
    });
    const [deed, ...others] = positionals;
    if ((deed !== 'verify' && deed !== 'tail') || others.length > 0)
      throw new Refusal('Say what to do with the audit: verify or tail.', 2);
    const day = optionOf(Day, values.day, '--day must be a day like 2026-11-22 (UTC).');
    const user = optionOf(UserId, values.user, '--user must be the id of a user.');
    const lines = optionOf(Lines, values.lines, '-n must be a number from 1 to 10000.') ?? 20;
    const { ownerUrl } = await findStores(project);
    return withDatabase(ownerUrl, async (database) => {
      if (deed === 'verify')
        return verify(database, { ...(values.service && { service: values.service }), ...(day && { day }) });
      for (const line of await tailAudit(database, { lines, user })) say(line);
      return 0;
    });
  },
};
