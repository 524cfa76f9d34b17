import { randomUUID } from 'node:crypto';
import { internalIdentityHeader, signInternalIdentity } from '@mojian/auth/internal-identity';
import { AppError } from '@mojian/contracts/app-error';
import type { AuditEntry } from '@mojian/contracts/audit';
import type { RouteOutput, RouteSpec } from '@mojian/contracts/route';
import { recordRefusals } from '@mojian/contracts/routes/audit.routes';
import { getJwks } from '@mojian/contracts/routes/auth.routes';
import { getApiKeyState, getSessionState, listEndedSessions } from '@mojian/contracts/routes/session-state.routes';
import { currentContext } from '@mojian/telemetry/request-context';
import axios from 'axios';
import type { z } from 'zod';
import { InstanceAgent, inTurn } from './service-instances.js';

export type SessionState = RouteOutput<typeof getSessionState>;
export type ApiKeyState = RouteOutput<typeof getApiKeyState>;
type Jwks = RouteOutput<typeof getJwks>;

/** What the gateway asks the user service for itself. */
export interface UserService {
  readonly jwks: () => Promise<Jwks>;
  readonly sessionState: (sessionId: string) => Promise<SessionState>;
  /** By the SHA-256 of the key, hexadecimal. */
  readonly apiKeyState: (keyHash: string) => Promise<ApiKeyState>;
  /** Which of these sessions and API keys, at most 200, are not alive any more. */
  readonly endedSessions: (ids: readonly string[]) => Promise<readonly string[]>;
  readonly recordRefusals: (entries: readonly AuditEntry[]) => Promise<void>;
}

export interface UserServiceOptions {
  /** Addresses of its instances. */
  readonly urls: readonly string[];
  readonly identityKey: string;
}

interface Question<S extends z.ZodType> {
  readonly method: RouteSpec['method'];
  readonly path: string;
  readonly answer: S;
  readonly body?: unknown;
}

type Ask = <S extends z.ZodType>(question: Question<S>) => Promise<z.output<S>>;

/** Somebody is waiting for an answer of their own behind each of these questions. */
const timeoutMs = 1000;

/** Fails with DEPENDENCY_DOWN, within a second, where the user service cannot be asked. */
export function createUserService(options: UserServiceOptions): UserService {
  const ask = createAsk(options);
  return {
    jwks: () => ask({ method: 'GET', path: getJwks.path, answer: getJwks.success.body }),
    sessionState: (sessionId) => {
      const path = getSessionState.path.replace(':session_id', encodeURIComponent(sessionId));
      return ask({ method: 'GET', path, answer: getSessionState.success.body });
    },
    apiKeyState: (keyHash) => {
      const path = getApiKeyState.path.replace(':key_hash', encodeURIComponent(keyHash));
      return ask({ method: 'GET', path, answer: getApiKeyState.success.body });
    },
    endedSessions: async (ids) => {
      const path = `${listEndedSessions.path}?ids=${ids.map(encodeURIComponent).join(',')}`;
      return (await ask({ method: 'GET', path, answer: listEndedSessions.success.body })).ended;
    },
    recordRefusals: async (entries) => {
      const { path, success } = recordRefusals;
      await ask({ method: 'POST', path, answer: success.body, body: { entries } });
    },
  };
}

function createAsk({ urls, identityKey }: UserServiceOptions): Ask {
  const origins = urls.map((url) => new URL(url));
  const nextOrigin = inTurn(origins);
  const http = axios.create({
    timeout: timeoutMs,
    maxContentLength: 64 * 1024,
    maxRedirects: 0,
    proxy: false,
    httpAgent: new InstanceAgent(origins, { keepAlive: true }),
  });
  return async ({ method, path, answer, body }) => {
    const requestId = currentContext()?.requestId ?? randomUUID();
    const assertion = { aud: 'user', method, path, caller: 'gateway', request_id: requestId } as const;
    const headers = {
      'x-request-id': requestId,
      [internalIdentityHeader]: signInternalIdentity(assertion, identityKey),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    const send = () =>
      http.request<unknown>({ method, url: `${nextOrigin().origin}${path}`, headers, signal, data: body });
    try {
      const { data } = await send().catch((error: unknown) => {
        // An instance that ends closes its kept connections, maybe at the moment that one is used again.
        if (method !== 'GET' || !wasCutOff(error)) throw error;
        return send();
      });
      return answer.parse(data);
    } catch (error) {
      const [asked = path] = path.split('?', 1);
      throw new AppError('DEPENDENCY_DOWN', `the user service did not answer ${method} ${asked}`, { cause: error });
    }
  };
}

const wasCutOff = (error: unknown): boolean =>
  axios.isAxiosError(error) && (error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'ECONNREFUSED');
