/** A mail that is ready to go. */
export interface ComposedMail {
  /** Unique to the mail, however often it is tried; becomes its Message-ID. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Hands mails over to whoever delivers them. */
export interface Mailer {
  /** Resolves once the mail is taken. Rejects with MailRefused where trying again is no use, else with what happened. */
  readonly send: (mail: ComposedMail) => Promise<void>;
}

/** The server has refused this mail for good: there is no such mailbox, or it takes no mail of ours. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}
