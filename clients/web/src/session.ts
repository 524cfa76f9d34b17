import { login, refresh } from '@mojian/contracts/routes/auth.routes';
import { ApiError } from '@mojian/sdk/api-error';
import { type ClientSettings, createClient } from '@mojian/sdk/create-client';
import { z } from 'zod';

const Stored = z.object({ code: z.string(), token: z.string(), refreshToken: z.string(), userId: z.string() });
type Stored = z.output<typeof Stored>;

const STORAGE_KEY = 'mojian.session';

/** The silent development login of this page: one code for each browser, kept so that tomorrow it is the same person. */
export class Session {
  private stored: Stored | null = read();

  /** For every client of the API. */
  readonly settings: ClientSettings = { baseUrl: location.origin, token: () => this.stored?.token };

  get userId(): string {
    return this.stored?.userId ?? '';
  }

  /** Makes sure that somebody is logged in. Throws an ApiError where development logins are off. */
  async start(): Promise<void> {
    if (!this.stored) await this.logIn();
  }

  /** Runs `work`, once more with a fresh token when the old one is refused. */
  async authorised<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      await this.renew();
      return work();
    }
  }

  private async renew(): Promise<void> {
    const client = createClient({ refresh }, { baseUrl: location.origin });
    try {
      const pair = await client.refresh({ body: { refreshToken: this.stored?.refreshToken ?? '-' } });
      this.keep({ token: pair.token, refreshToken: pair.refreshToken, userId: pair.userInfo.id });
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'REFRESH_REFUSED') throw error;
      await this.logIn();
    }
  }

  private async logIn(): Promise<void> {
    const code = this.stored?.code ?? `test_${crypto.randomUUID()}`;
    const pair = await createClient({ login }, { baseUrl: location.origin }).login({ body: { code, userInfo: null } });
    this.keep({ code, token: pair.token, refreshToken: pair.refreshToken, userId: pair.userInfo.id });
  }

  private keep(change: Partial<Stored>): void {
    this.stored = Stored.parse({ ...this.stored, ...change });
    localStorage.setItem(STORAGE_KEY, JSON.stringify(this.stored));
  }
}

function read(): Stored | null {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? ''));
  } catch {
    // Nothing kept, or kept by an older version: log in anew.
    return null;
  }
}
