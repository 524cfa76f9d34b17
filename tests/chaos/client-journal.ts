import { appendFileSync } from 'node:fs';

/** One line of what a client writes down of its own calls; `run.sh check --journal` reads it. */
export interface JournalLine {
  readonly op: string;
  /** `unknown`: no answer came, or one that leaves open what happened. */
  readonly outcome: 'ok' | 'fail' | 'unknown';
  readonly task_id?: string | undefined;
  readonly key?: string | undefined;
  readonly user_id?: string | undefined;
  /** Of changes alone. */
  readonly request_id?: string | undefined;
  readonly missed?: boolean | undefined;
  readonly code?: string | undefined;
}

/** The only witness of what was acknowledged: a file of its own, and what a summary wants of it. */
export class ClientJournal {
  /** Refusals and contradictions that nobody should see, whatever failed. */
  readonly surprises: string[] = [];
  private readonly tally = new Map<string, number>();

  constructor(readonly file: string) {}

  write(line: JournalLine): void {
    appendFileSync(this.file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
    this.count(`${line.op} ${line.outcome}`);
    if (line.missed) this.surprises.push(`missed: ${JSON.stringify(line)}`);
  }

  surprise(what: string): void {
    this.surprises.push(`${new Date().toISOString()} ${what}`);
  }

  count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.tally].sort(([a], [b]) => a.localeCompare(b)));
  }
}
