import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { AppError } from '@mojian/contracts/app-error';
import type { AuditEntry } from '@mojian/contracts/audit';
import { waitFor } from '@mojian/testing/wait-for';
import { type AuditBuffer, createAuditBuffer } from './audit-buffer.js';
import { auditEntry } from './audit-entry.fixture.js';

const refused = (fields: Partial<AuditEntry> = {}): AuditEntry =>
  auditEntry({ result: 'blocked', error_code: 'TOKEN_INVALID', address: '203.0.113.1', ...fields });

describe('the audit buffer', () => {
  let buffer: AuditBuffer | undefined;
  let now = Date.parse('2026-11-22T10:00:00Z');
  const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };

  const open = (accept: (entries: readonly AuditEntry[]) => Promise<void> = async () => undefined) => {
    const written: AuditEntry[] = [];
    const onDropped = jest.fn<(count: number) => void>();
    const write = async (entries: readonly AuditEntry[]) => {
      await accept(entries);
      written.push(...entries);
    };
    const made = createAuditBuffer({ write, logger, onDropped, clock: () => now });
    buffer = made;
    const dropped = () => onDropped.mock.calls.reduce((sum, [count]) => sum + count, 0);
    return { ...made, written, dropped };
  };
  afterEach(() => buffer?.close());

  it('thins out equal refusals of a second, whoever waits for their writing, and tells how many there were', async () => {
    const { add, close, written } = open();
    for (let second = 0; second < 3; second += 1) {
      for (let count = 0; count < 100; count += 1) add(refused());
      now += 1000;
    }
    await close();
    const repeats = written.map(({ details }) => details.repeated).filter((repeated) => repeated !== undefined);
    expect(written).toHaveLength(33);
    expect(repeats).toEqual([90, 90, 90]);
  });

  it('leaves different refusals, other people and everything that succeeded alone', async () => {
    const { add, close, written } = open();
    for (let count = 0; count < 100; count += 1) {
      add(refused({ address: `203.0.113.${count}` }));
      add(refused({ error_code: `CODE_${count}` }));
      add(auditEntry({ address: '203.0.113.1' }));
    }
    await close();
    expect(written).toHaveLength(300);
    expect(written[0]?.at).toBe(new Date(now).toISOString());
  });

  it('keeps a flood from a million addresses to a bounded number of rows', async () => {
    const { add, close, written } = open();
    for (let count = 0; count < 50_000; count += 1) add(refused({ address: `10.${count >> 8}.${count & 255}.1` }));
    await close();
    const told = written.reduce((sum, { details }) => sum + Number(details.repeated ?? 1), 0);
    expect(told).toBe(50_000);
    expect(written.length).toBeLessThan(600);
  });

  it('waits for a database that is away, says so once, and drops what comes above 10,000 rows', async () => {
    let away = true;
    let tries = 0;
    const { add, close, written, dropped } = open(async () => {
      tries += 1;
      if (away) throw new AppError('DEPENDENCY_DOWN', 'away');
    });
    for (let count = 0; count < 10_500; count += 1) add(auditEntry());
    await waitFor(() => tries >= 3, { what: 'three writes to fail' });
    expect([written.length, dropped()]).toEqual([0, 500]);
    away = false;
    await close();
    expect(written).toHaveLength(10_000);
    expect(logger.warn.mock.calls.map(([event]) => event)).toEqual(['audit.not_written']);
    expect(logger.info.mock.calls.map(([event]) => event)).toEqual(['audit.written_again']);
  });

  it('finds the one row that is refused for good, and writes all others once', async () => {
    const { add, close, written, dropped } = open(async (entries) => {
      if (entries.some(({ action }) => action === 'bad')) throw new Error('invalid input syntax');
    });
    for (let count = 0; count < 300; count += 1) add(auditEntry({ action: count === 123 ? 'bad' : `a${count}` }));
    await close();
    expect([written.length, new Set(written.map(({ action }) => action)).size, dropped()]).toEqual([299, 299, 1]);
    expect(logger.error).toHaveBeenCalledWith('audit.row_refused', expect.objectContaining({ action: 'bad' }));
  });
});
