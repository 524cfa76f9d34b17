import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import { AppError } from '@mojian/contracts/app-error';
import type { RouteOutput } from '@mojian/contracts/route';
import { getJwks } from '@mojian/contracts/routes/auth.routes';
import { getSessionState } from '@mojian/contracts/routes/session-state.routes';
import { currentContext } from '@mojian/telemetry/request-context';
import axios from 'axios';
import type { z } from 'zod';

export type SessionState = RouteOutput<typeof getSessionState>;
type Jwks = RouteOutput<typeof getJwks>;

/** What the gateway asks the user service for itself. */
export interface UserService {
  readonly jwks: () => Promise<Jwks>;
  readonly sessionState: (sessionId: string) => Promise<SessionState>;
}

export interface UserServiceOptions {
  readonly url: string;
  readonly identityKey: string;
}

/** Somebody is waiting for an answer of their own behind each of these questions. */
const timeoutMs = 1000;

/** Fails with DEPENDENCY_DOWN, within a second, where the user service cannot be asked. */
export function createUserService({ url, identityKey }: UserServiceOptions): UserService {
  const http = axios.create({
    baseURL: url,
    timeout: timeoutMs,
    maxContentLength: 64 * 1024,
    maxRedirects: 0,
    proxy: false,
    httpAgent: new Agent({ keepAlive: true }),
  });
  const get = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> => {
    const requestId = currentContext()?.requestId ?? randomUUID();
    const assertion = { aud: 'user', method: 'GET', path, caller: 'gateway', request_id: requestId } as const;
    const headers = {
      'x-request-id': requestId,
      [internalIdentityHeader]: signInternalIdentity(assertion, identityKey),
    };
    try {
      const { data } = await http.get<unknown>(path, { headers, signal: AbortSignal.timeout(timeoutMs) });
      return schema.parse(data);
    } catch (error) {
      throw new AppError('DEPENDENCY_DOWN', `the user service did not answer GET ${path}`, { cause: error });
    }
  };
  return {
    jwks: () => get(getJwks.path, getJwks.success.body),
    sessionState: (sessionId) =>
      get(getSessionState.path.replace(':session_id', encodeURIComponent(sessionId)), getSessionState.success.body),
  };
}
