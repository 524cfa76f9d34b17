import { createHash } from 'node:crypto';
import { addressGroup } from '@mojian/contracts/address-group';
import { AppError } from '@mojian/contracts/app-error';
import { loginTries } from '@mojian/contracts/limits';
import type { RequestOrigin } from '@mojian/service-kit/origin';
import { currentContext, extendContext } from '@mojian/telemetry/request-context';
import { Inject, Injectable } from '@nestjs/common';
import { LogInRepository } from '../data/log-in.repository.js';
import { type Candidate, PasswordRepository } from '../data/password.repository.js';
import { emailKey, usernameKey } from '../domain/account-keys.js';
import { newRefreshToken } from '../domain/refresh-token.js';
import { type WebTokens, webTokens } from '../domain/web-tokens.js';
import { needsRehash } from '../passwords/hash-password.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { TryWindows } from '../passwords/try-windows.js';
import { USER_SETTINGS, type UserSettings } from '../settings.js';

export interface Credentials {
  /** User name or e-mail address. */
  readonly username: string;
  readonly password: string;
}

/** An account's tries from one address, and those from all addresses that are strange to it. */
interface Tries {
  readonly fromHere: string;
  readonly fromStrangers: string;
}

@Injectable()
export class WebLogInService {
  constructor(
    @Inject(USER_SETTINGS) private readonly settings: UserSettings,
    @Inject(PasswordRepository) private readonly passwords: PasswordRepository,
    @Inject(LogInRepository) private readonly logIns: LogInRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(TryWindows) private readonly tries: TryWindows,
  ) {}

  /** An unknown name costs what a known one does, and is answered like a wrong password. */
  async logIn({ username, password }: Credentials, origin: RequestOrigin): Promise<WebTokens> {
    const candidate = await this.passwords.findCandidate(username);
    attributeAudit(candidate?.user_id);
    const tries = triesOf(username, origin);
    const strange = isStrange(candidate, origin);
    const here = { key: tries.fromHere, ...loginTries.fromAnAddress };
    await this.tries.hit(strange ? [here, { key: tries.fromStrangers, ...loginTries.fromStrangers }] : [here]);
    const right = await this.hasher.verify(password, candidate?.hash ?? null);
    if (!candidate || !right) throw new AppError('CREDENTIALS_REFUSED', 'the name or the password is wrong');
    const tokens = await this.open(candidate, password, origin);
    if (strange) await this.tries.forgive(tries.fromStrangers);
    return tokens;
  }

  private async open(
    { user_id: userId, hash }: Candidate,
    password: string,
    { address, agent }: RequestOrigin,
  ): Promise<WebTokens> {
    const rehashed = needsRehash(hash) ? await this.hasher.hash(password) : undefined;
    const now = this.settings.clock();
    const refreshToken = newRefreshToken();
    const opening = { userId, provenBy: hash, rehashed, refreshToken, address, agent, now };
    const { user, sessionId } = await this.logIns.open(opening);
    this.settings.logger.info('user.logged_in', { user: userId, session: sessionId, provider: 'password' });
    return webTokens({ user, sessionId, refreshToken, issuedAt: now }, this.settings.signingKeys[0]);
  }
}

/** Names as they were typed, known or not, so that a full window tells nobody which of them exist. */
function triesOf(name: string, { address }: RequestOrigin): Tries {
  const key = name.includes('@') ? emailKey(name) : usernameKey(name);
  const account = createHash('sha256').update(key).digest('base64url');
  return {
    fromHere: `tries:login:${account}:${addressGroup(address ?? '')}`,
    fromStrangers: `tries:login:${account}:strangers`,
  };
}

/** Whether this user was never logged in from there. */
const isStrange = (candidate: Candidate | undefined, { address }: RequestOrigin): boolean =>
  !candidate || address === null || !candidate.addresses.map(addressGroup).includes(addressGroup(address));

/** The row of a refused login is about the account that was tried, where there is one. */
function attributeAudit(userId: string | undefined): void {
  const audited = currentContext()?.audited;
  if (audited && userId !== undefined) extendContext({ audited: { ...audited, user_id: userId } });
}
