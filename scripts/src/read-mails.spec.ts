import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMails } from './read-mails.js';

let folder: string;

const mail = (subject: string, text: string): string =>
  [
    'From: Mojian <no-reply@mojian.invalid>',
    'To: lin@letters.example',
    `Subject: ${subject}`,
    'Date: Sat, 22 Nov 2025 02:27:40 GMT',
    'Content-Type: multipart/alternative; boundary="part-1"',
    '',
    '--part-1',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '--part-1',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>the same</p>',
    '--part-1--',
  ].join('\n');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mojian-mails-'));
  await writeFile(join(folder, '20251122T022742000Z-b.eml'), mail('墨笺：密码已修改', '改了。\n\n不是你？\n'));
  await writeFile(
    join(folder, '20251122T022740000Z-a.eml'),
    mail('older', 'open\n\nhttp://127.0.0.1:8083/r#token=x\n'),
  );
  await writeFile(join(folder, '20251122T022743000Z-c.eml.part'), 'half a mail');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('mails that landed as files', () => {
  it('are read with the newest last', async () => {
    expect(await readMails(folder, 10)).toEqual([
      {
        time: 'Sat, 22 Nov 2025 02:27:40 GMT',
        to: 'lin@letters.example',
        subject: 'older',
        link: 'http://127.0.0.1:8083/r#token=x',
        text: 'open\n\nhttp://127.0.0.1:8083/r#token=x',
      },
      expect.objectContaining({ subject: '墨笺：密码已修改', link: undefined, text: '改了。\n\n不是你？' }),
    ]);
  });

  it('are the last so many, and none where there is no folder', async () => {
    expect((await readMails(folder, 1)).map(({ subject }) => subject)).toEqual(['墨笺：密码已修改']);
    expect(await readMails(join(folder, 'nowhere'), 1)).toEqual([]);
  });
});
