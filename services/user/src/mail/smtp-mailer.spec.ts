import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { composeMail } from './compose-mail.js';
import { MailRefused } from './mailer.js';
import { smtpMailer } from './smtp-mailer.js';
import { type SmtpServerFixture, startSmtpServer } from './smtp-server.fixture.js';

let server: SmtpServerFixture;

beforeAll(async () => {
  server = await startSmtpServer();
});
beforeEach(() => void server.mails.splice(0));
afterAll(() => server.close());

const from = 'Mojian <no-reply@mojian.example>';
const mailer = (url = server.url, timeoutMs = 5000) => smtpMailer({ url, from, timeoutMs });
const mail = () =>
  composeMail({
    id: randomUUID(),
    kind: 'password_reset',
    to: 'lin@letters.example',
    language: 'zh',
    reset: { token: 'a-token', publicUrl: 'https://mojian.example/app' },
  });

describe('mail by SMTP', () => {
  it('goes out with text, HTML and a Message-ID of its own', async () => {
    const sent = mail();
    await mailer().send(sent);
    expect(server.mails).toHaveLength(1);
    const { to, source = '' } = server.mails[0] ?? {};
    expect(to).toBe('lin@letters.example');
    expect(source).toContain(`Message-ID: <${sent.id}@mojian>`);
    expect(source).toMatch(/text\/plain; charset=utf-8[\s\S]*text\/html; charset=utf-8/);
  });

  it.each(['refuse', 'refuse-data'] as const)('is refused for good by a 5xx (%s)', async (mood) => {
    server.moods.push(mood);
    await expect(mailer().send(mail())).rejects.toBeInstanceOf(MailRefused);
  });

  it('may be tried again after a 4xx, and then goes out once', async () => {
    server.moods.push('busy');
    const [sender, sent] = [mailer(), mail()];
    const failed = await sender.send(sent).catch((error: unknown) => error);
    expect(failed).not.toBeInstanceOf(MailRefused);
    expect(failed).toMatchObject({ responseCode: 451 });
    await sender.send(sent);
    expect(server.mails).toHaveLength(1);
  });

  it('may be tried again after a login that was refused: that is a setting', async () => {
    const url = server.url.replace('hush', 'wrong');
    const failed = await mailer(url)
      .send(mail())
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'EAUTH', responseCode: 535 });
    expect(failed).not.toBeInstanceOf(MailRefused);
  });

  it('waits for no server that hangs', async () => {
    server.moods.push('hang');
    await expect(mailer(server.url, 200).send(mail())).rejects.toThrow(/timeout|took longer/i);
  });

  it('waits for no server that talks without end', async () => {
    const sockets: Socket[] = [];
    const timers: NodeJS.Timeout[] = [];
    const talking = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.write('220 welcome\r\n');
      timers.push(setInterval(() => socket.write('250-and another thing\r\n'), 20));
    });
    await new Promise<void>((resolve) => talking.listen(0, '127.0.0.1', resolve));
    const address = talking.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(mailer(`smtp://127.0.0.1:${port}`, 200).send(mail())).rejects.toThrow('took longer');
    for (const timer of timers) clearInterval(timer);
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => talking.close(() => resolve()));
  });

  it('waits for no server that is not there', async () => {
    await expect(mailer('smtp://127.0.0.1:1').send(mail())).rejects.toThrow(/ECONNREFUSED/);
  });
});
