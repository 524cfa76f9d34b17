import { createServer } from 'node:http';
import { internalIdentityHeader, verifyInternalIdentity } from '@mojian/auth/internal-identity';

/** The route of the user service that tells as whom WeChat knows somebody, on a port of its own. */
export interface UserServer {
  readonly url: string;
  /** Who has come by WeChat; for everybody else the openid is null. */
  readonly openids: Map<string, string>;
  /** Whether it hangs up instead of answering. */
  gone: boolean;
  readonly close: () => Promise<void>;
}

export async function startUserServer(identityKey: string): Promise<UserServer> {
  const openids = new Map<string, string>();
  const http = createServer((request, response) => {
    const path = request.url ?? '';
    const sent = request.headers[internalIdentityHeader];
    const expected = { key: identityKey, audience: 'user', method: request.method ?? '', path };
    const { caller } = verifyInternalIdentity(typeof sent === 'string' ? sent : undefined, expected);
    if (server.gone || caller !== 'postcard') {
      response.destroy();
      return;
    }
    const openid = openids.get(/^\/internal\/users\/([^/]+)\/openid$/.exec(path)?.[1] ?? '') ?? null;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ openid }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const server: UserServer = {
    url: `http://127.0.0.1:${address.port}`,
    openids,
    gone: false,
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}
