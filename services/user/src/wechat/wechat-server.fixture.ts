import { createServer, type ServerResponse } from 'node:http';

/** A local `jscode2session` that answers as WeChat does, by the code it is asked with. */
export interface WechatServer {
  readonly url: string;
  /** Every question asked so far. */
  readonly asked: URLSearchParams[];
  readonly close: () => Promise<void>;
}

const codes: Readonly<Record<string, number>> = {
  used: 40163,
  invalid: 40029,
  busy: 45011,
  blocked: 40226,
  broken: -1,
  appid: 40013,
};

/**
 * Codes: `invalid`, `used`, `busy`, `blocked`, `broken`, `appid` (its errcodes), `silent` (no answer), `trickle` (a byte now and
 * then), `garbage`, `huge`, `html` (HTTP 502), `redirect`, `liar` (an openid beside an errcode), `number` (an openid that
 * is no text); one that begins with `once-` is good a single time, as WeChat's are; any other code `c` is the user
 * `openid-c`.
 */
export async function startWechatServer(): Promise<WechatServer> {
  const asked: URLSearchParams[] = [];
  const timers: NodeJS.Timeout[] = [];
  const spent = new Set<string>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wechat');
    asked.push(searchParams);
    if (request.method !== 'GET' || pathname !== '/sns/jscode2session') response.writeHead(404).end();
    else {
      const code = searchParams.get('js_code') ?? '';
      reply(spent.has(code) ? 'used' : code, response, timers);
      if (code.startsWith('once-')) spent.add(code);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const close = () =>
    new Promise<void>((resolve) => {
      for (const timer of timers) clearInterval(timer);
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${address.port}`, asked, close };
}

function reply(code: string, response: ServerResponse, timers: NodeJS.Timeout[]): void {
  // WeChat sends its JSON as text/plain.
  response.setHeader('content-type', 'text/plain');
  const errcode = codes[code];
  if (errcode !== undefined) response.end(JSON.stringify({ errcode, errmsg: `errcode ${errcode}, rid: 6731-2` }));
  else if (code === 'trickle') timers.push(setInterval(() => response.write(' '), 50));
  else if (code === 'liar') response.end(JSON.stringify({ openid: 'openid-first', errcode: 40029 }));
  else if (code === 'number') response.end(JSON.stringify({ openid: 7 }));
  else if (code === 'garbage') response.end('<xml>not what was asked for</xml>');
  else if (code === 'huge') response.end(JSON.stringify({ openid: 'x', padding: 'x'.repeat(2 * 1024 * 1024) }));
  else if (code === 'html') response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
  else if (code === 'redirect') response.writeHead(302, { location: '/sns/elsewhere' }).end();
  else if (code !== 'silent')
    response.end(JSON.stringify({ openid: `openid-${code}`, session_key: 'c2Vzc2lvbg==', unionid: 'u' }));
}
