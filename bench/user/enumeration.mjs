/**
 * A18 by the clock: does a login take longer for a name that somebody has? And A19: how long does a flood of logins keep
 * the gateway from answering something else? Against a running system (`./scripts/run.sh up` with
 * SECURITY_RATE_LIMITING_ENABLED=false, or there is nothing but 429 to measure):
 *
 *     node bench/user/enumeration.mjs [http://127.0.0.1:8083] [400]
 */
import { randomUUID } from 'node:crypto';

const [gateway = 'http://127.0.0.1:8083', samples = '400'] = process.argv.slice(2);
const mostMs = 5;

const post = (path, body) =>
  fetch(`${gateway}/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const username = `bench${randomUUID().slice(0, 8)}`;
const made = await post('register', {
  username,
  email: `${username}@letters.example`,
  password: 'correct horse battery',
});
if (made.status !== 201) throw new Error(`The account was not made: HTTP ${made.status}`);

async function timed(name) {
  const begin = performance.now();
  const answer = await post('login', { username: name, password: 'wrong horse battery' });
  await answer.text();
  if (answer.status !== 401) throw new Error(`HTTP ${answer.status} instead of 401: are rate limits on?`);
  return performance.now() - begin;
}

const known = [];
const unknown = [];
for (let i = 0; i < Number(samples); i += 1) {
  // One of each in turn, so that whatever else the machine does falls on both alike.
  known.push(await timed(username));
  unknown.push(await timed(`nobody${i}`));
}

/** Slowest answer to something small while twenty logins are under way. */
async function lagOfFlood() {
  const flood = Promise.all(Array.from({ length: 20 }, () => timed(username)));
  let over = false;
  void flood.finally(() => {
    over = true;
  });
  const waits = [];
  while (!over) {
    const begin = performance.now();
    await fetch(`${gateway}/api/v1/auth/me`).then((answer) => answer.text());
    waits.push(performance.now() - begin);
  }
  await flood;
  return Math.max(...waits);
}

const difference = Math.abs(median(known) - median(unknown));
const result = {
  samples: Number(samples),
  known_median_ms: Number(median(known).toFixed(2)),
  unknown_median_ms: Number(median(unknown).toFixed(2)),
  difference_ms: Number(difference.toFixed(2)),
  slowest_beside_20_logins_ms: Number((await lagOfFlood()).toFixed(1)),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = difference < mostMs ? 0 : 1;
