import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What the server does with a mail. */
type SmtpMood = 'accept' | 'busy' | 'refuse' | 'refuse-data' | 'hang';

/** A local mail server that wants a login, and says what a mail server says. */
export interface SmtpServerFixture {
  readonly url: string;
  /** What it took, as it came. */
  readonly mails: { readonly to: string; readonly source: string }[];
  /** What it does with the next mails: one mood each, then it accepts. */
  readonly moods: SmtpMood[];
  readonly close: () => Promise<void>;
}

const problem = (message: string, responseCode: number): Error => Object.assign(new Error(message), { responseCode });

/** User `mojian`, password `hush`. */
export async function startSmtpServer(): Promise<SmtpServerFixture> {
  const mails: { to: string; source: string }[] = [];
  const moods: SmtpMood[] = [];
  const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, callback) => {
    if (moods[0] === 'busy') callback(problem('4.7.0 Try again later', 451));
    else if (moods[0] === 'refuse') callback(problem('5.1.1 No such user', 550));
    else {
      callback();
      return;
    }
    moods.shift();
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, callback) => {
      if (username === 'mojian' && password === 'hush') callback(null, { user: username });
      else callback(problem('5.7.8 Authentication failed', 535));
    },
    onRcptTo,
    onData: (stream, session, callback) => {
      const mood = moods.shift() ?? 'accept';
      void text(stream).then((source) => {
        if (mood === 'refuse-data') callback(problem('5.6.0 Not wanted', 554));
        if (mood !== 'accept') return;
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), source });
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  return { url: `smtp://mojian:hush@127.0.0.1:${address.port}`, mails, moods, close };
}
