import { setTimeout as wait } from 'node:timers/promises';
import type { RouteSpec } from '@mojian/contracts/route';
import { login, refresh } from '@mojian/contracts/routes/auth.routes';
import { type Client, createClient } from '@mojian/sdk/create-client';
import { type Outcome, outcomeOf } from '../support/outcome.js';
import type { ClientJournal, JournalLine } from './client-journal.js';

const PAUSE_MS = 400;
const ANSWER_MS = 20_000;
/** Tries that outlast every fault. */
export const PATIENT = 150;

interface Headers {
  readonly headers: Readonly<Record<string, string>>;
}
type Call<R extends Record<string, RouteSpec>, T> = (client: Client<R>, options: Headers) => Promise<T>;

export interface Change {
  readonly op: string;
  /** Of this change, whichever try of it gets through: the audit row is found by it. */
  readonly requestId: string;
  readonly key?: string;
  readonly tries?: number;
}

export interface Asked<T> extends Outcome<T> {
  readonly tries: number;
}

/** Whether an answer leaves open what happened, or says "not now". */
export const isUndecided = ({ status }: Outcome<unknown>): boolean => status === 0 || status >= 500 || status === 429;

/** A person at the API, who asks one gateway after the other until there is an answer, and writes everything down. */
export class ApiUser {
  private turn = 0;
  private id: string | undefined;
  private tokens: { readonly access: string; readonly refresh: string } | undefined;

  constructor(
    private readonly urls: readonly string[],
    readonly journal: ClientJournal,
  ) {}

  get token(): string | undefined {
    return this.tokens?.access;
  }

  /** Of the gateway whose turn it is. */
  nextUrl(): string {
    this.turn += 1;
    return this.urls[this.turn % this.urls.length] ?? '';
  }

  /** Same code, same user. */
  async logIn(code: string): Promise<boolean> {
    const body = { code: `test_${code}`, userInfo: { nickName: '阿禾', avatarUrl: '' } };
    const change = { op: 'login', requestId: `login-${code}` };
    return this.take(await this.change(change, { login }, (client, options) => client.login({ body }, options)));
  }

  async refresh(name: string): Promise<boolean> {
    const body = { refreshToken: this.tokens?.refresh ?? '' };
    const change = { op: 'refresh', requestId: `refresh-${name}` };
    return this.take(await this.change(change, { refresh }, (client, options) => client.refresh({ body }, options)));
  }

  /** Something that changes the world. What becomes of it is in the journal, refused or not. */
  async change<const R extends Record<string, RouteSpec>, T>(
    { op, requestId, key, tries = PATIENT }: Change,
    routes: R,
    call: Call<R, T>,
  ): Promise<Asked<T>> {
    const headers = { 'x-request-id': requestId, ...(key && { 'idempotency-key': key }) };
    const asked = await this.ask(op, routes, (client) => call(client, { headers }), tries);
    const decided = asked.code === 'OK' ? 'ok' : 'fail';
    const outcome = isUndecided(asked) ? 'unknown' : decided;
    const told = { task_id: taskIdIn(asked.value), key, user_id: this.id, request_id: requestId };
    this.write({ op, outcome, ...told, code: asked.code });
    return asked;
  }

  /** Something that only looks, after what it looks for was acknowledged; undefined where nothing was to be seen. */
  async read<const R extends Record<string, RouteSpec>, T>(
    op: string,
    routes: R,
    call: Call<R, T>,
  ): Promise<T | undefined> {
    const asked = await this.ask(op, routes, (client) => call(client, { headers: {} }), PATIENT);
    if (asked.code === 'OK') return asked.value;
    if (/NOT_(FOUND|READY)$/.test(asked.code)) this.missed(op, asked.code);
    else this.journal.surprise(`${op} of ${this.id} ended with ${asked.status} ${asked.code} ${asked.reason}`);
    return undefined;
  }

  /** A read did not show what had been acknowledged. */
  missed(op: string, code: string): void {
    this.write({ op, outcome: 'ok', user_id: this.id, missed: true, code });
  }

  private write(line: JournalLine): void {
    this.journal.write(line);
  }

  private take(asked: Asked<{ token: string; refreshToken: string; userInfo: { id: string } }>): boolean {
    if (!asked.value) {
      this.journal.surprise(`no tokens for ${this.id}: ${asked.status} ${asked.code}`);
      return false;
    }
    this.id = asked.value.userInfo.id;
    this.tokens = { access: asked.value.token, refresh: asked.value.refreshToken };
    return true;
  }

  private async ask<const R extends Record<string, RouteSpec>, T>(
    op: string,
    routes: R,
    call: (client: Client<R>) => Promise<T>,
    tries: number,
  ): Promise<Asked<T>> {
    const settings = { timeoutMs: ANSWER_MS, token: () => this.token };
    for (let tried = 1; ; tried += 1) {
      const outcome = await outcomeOf(call(createClient(routes, { baseUrl: this.nextUrl(), ...settings })));
      if (outcome.code !== 'OK') this.journal.count(`${op} answered ${outcome.code}`);
      if (!isUndecided(outcome) || tried >= tries) return { ...outcome, tries: tried };
      await wait(PAUSE_MS);
    }
  }
}

/** Of a create's answer. */
function taskIdIn(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'task_id' in value ? value.task_id : undefined;
  return typeof id === 'string' ? id : undefined;
}
