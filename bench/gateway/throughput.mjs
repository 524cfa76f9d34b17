/**
 * What the gateway's policies cost: its throughput with all of them, against plain Express + http-proxy-middleware with
 * none, round by round in turn. 1 KB of JSON for a user with a token, limits counted in Redis. After a build:
 *
 *     node bench/gateway/throughput.mjs [rounds = 7] [seconds of a round = 3]
 *
 * Machines are noisy: the ratio counts, and the CPU time a request. The target is 0.7, 1.2 is hoped for. Other
 * arguments of Node for the gateway come from GATEWAY_NODE_OPTIONS, such as --cpu-prof.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { signAccessToken } from '../../packages/auth/dist/access-token.js';
import { deriveSigningKey } from '../../packages/auth/dist/signing-keys.js';
import { limits, limitVariable } from '../../packages/contracts/dist/limits.js';
import { startRedis } from '../../packages/embedded-stores/dist/redis.js';
import { ensureRedisServer } from '../../packages/embedded-stores/dist/redis-server.js';
import { measure } from './load.mjs';

const [rounds = '7', seconds = '3'] = process.argv.slice(2);
const connections = 64;
const users = 50;
const ports = { redis: 27379, services: 27380, gateway: 27381, cards: 27382, plain: 27383 };

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));

async function start(script, env, { nodeOptions = [] } = {}) {
  const log = await open(join(folder, 'log'), 'a');
  const options = { env: { ...process.env, ...env }, stdio: ['ignore', log.fd, 'inherit', 'ipc'] };
  const child = spawn(
    process.execPath,
    [...nodeOptions, '--import', fileOf('./report-cpu.mjs'), fileOf(script)],
    options,
  );
  child.once('exit', () => log.close());
  await waitForPort(Number(env.PORT ?? env.GATEWAY_PORT));
  return child;
}

async function waitForPort(port, left = 100) {
  const isOpen = await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (isOpen) return;
  if (left === 0) throw new Error(`Nothing listens on ${port}`);
  await wait(100);
  await waitForPort(port, left - 1);
}

const cpuOf = (child) =>
  new Promise((resolve) => {
    child.once('message', resolve);
    child.send('cpu');
  });

/** Limits as wide as they go, over a second, so that all are counted and none is met. */
const wideLimits = Object.fromEntries(Object.keys(limits).map((bucket) => [limitVariable(bucket), '999999999/1']));

async function requestsOfUsers(key) {
  const ids = Array.from({ length: users }, () => randomUUID());
  const claims = { role: 'user', audience: 'mini', tokenVersion: 0, lifeSeconds: 3600 };
  const tokens = ids.map((id) => signAccessToken({ ...claims, userId: id, sessionId: id, tokenId: id }, key));
  return (await Promise.all(tokens)).map((token, i) => {
    const line = `GET /api/v1/miniprogram/users/${ids[i]}/quota HTTP/1.1`;
    const headers = ['Host: localhost', `Authorization: Bearer ${token}`, 'Accept: application/json'];
    return Buffer.from([line, ...headers, 'User-Agent: bench', '', ''].join('\r\n'));
  });
}

async function round(contestant, requests, ms) {
  const before = await cpuOf(contestant.child);
  const { answered, perSecond } = await measure({ port: contestant.port, requests, connections, ms });
  const cpu = ((await cpuOf(contestant.child)) - before) / answered;
  return { perSecond, cpu };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const figure = (number, digits = 0) => number.toFixed(digits).padStart(9);
const print = (...cells) => process.stdout.write(`${cells.join('')}\n`);

const folder = await mkdtemp(join(tmpdir(), 'mojian-bench-'));
const server = await ensureRedisServer(join(homedir(), '.cache', 'mojian'), process.env);
const redis = await startRedis({ dir: join(folder, 'redis'), port: ports.redis, server, persistence: false });
const children = [];
try {
  const key = await deriveSigningKey('a secret of the bench, long enough to be one');
  const services = `http://127.0.0.1:${ports.services}`;
  children.push(await start('./services.mjs', { PORT: String(ports.services), JWK: JSON.stringify(key.publicJwk) }));
  const plain = await start('./plain-proxy.mjs', { PORT: String(ports.plain), TARGET: services });
  children.push(plain);
  const addresses = { USER_SERVICE_URL: services, POSTCARD_SERVICE_URL: services, AGENT_SERVICE_URL: services };
  const listening = { GATEWAY_PORT: String(ports.gateway), CARD_PORT: String(ports.cards), REDIS_URL: redis.url };
  const secrets = { INTERNAL_IDENTITY_KEY: 'an internal identity key for benches only', NODE_ENV: 'production' };
  const nodeOptions = (process.env.GATEWAY_NODE_OPTIONS ?? '').split(' ').filter(Boolean);
  const env = { ...addresses, ...listening, ...secrets, ...wideLimits };
  const gateway = await start('../../gateway/dist/main.js', env, { nodeOptions });
  children.push(gateway);

  const requests = await requestsOfUsers(key);
  const contestants = { plain: { child: plain, port: ports.plain }, gateway: { child: gateway, port: ports.gateway } };
  for (const one of Object.values(contestants)) await round(one, requests, 2000);
  const results = { plain: [], gateway: [] };
  print('round    plain/s gateway/s     ratio  plain µs gateway µs');
  for (let i = 1; i <= Number(rounds); i += 1) {
    const order = i % 2 ? ['plain', 'gateway'] : ['gateway', 'plain'];
    for (const name of order) results[name].push(await round(contestants[name], requests, Number(seconds) * 1000));
    const [one, other] = [results.plain.at(-1), results.gateway.at(-1)];
    const ratio = other.perSecond / one.perSecond;
    print(
      String(i).padStart(5),
      figure(one.perSecond),
      figure(other.perSecond),
      figure(ratio, 2),
      figure(one.cpu),
      figure(other.cpu),
    );
  }
  const of = (name, what) => median(results[name].map((result) => result[what]));
  const ratio = median(results.gateway.map(({ perSecond }, i) => perSecond / results.plain[i].perSecond));
  const medians = [of('plain', 'perSecond'), of('gateway', 'perSecond')].map((number) => figure(number));
  const cpu = [of('plain', 'cpu'), of('gateway', 'cpu')].map((number) => figure(number));
  print('median', ...medians.map((cell, i) => (i ? cell : cell.slice(1))), figure(ratio, 2), ...cpu);
} finally {
  for (const child of children) child.kill();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
}
