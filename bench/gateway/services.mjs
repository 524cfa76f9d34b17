/** The services behind both: sessions that are alive, the key that their tokens are verified by, and 1 KB of JSON. */
import { createServer } from 'node:http';

const { PORT, JWK = '{}' } = process.env;
const quota = JSON.stringify({ code: 0, message: 'ok', data: { text: '墨'.repeat(322) } });
const keys = JSON.stringify({ keys: [JSON.parse(JWK)] });

function answerTo(url = '/') {
  if (url === '/.well-known/jwks.json') return keys;
  if (!url.startsWith('/internal/sessions/')) return quota;
  // A session has the id of its user here.
  const state = { alive: true, user_id: url.split('/').at(-1), user_active: true, role: 'user', plan: 'free' };
  return JSON.stringify({ ...state, token_version: 0, refreshed_at: null });
}

createServer((request, response) => {
  const body = answerTo(request.url);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}).listen(Number(PORT), '127.0.0.1');
