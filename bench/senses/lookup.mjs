/**
 * What the senses cost: CPU time of a look-up of a place and of an almanac, time of the first one, which reads the
 * tables, and the memory they keep. After a build:
 *
 *     node --expose-gc bench/senses/lookup.mjs [look-ups = 20000]
 *
 * The targets are 5 ms a look-up and 60 MB. CPU time counts, as machines are noisy; the slowest look-up is told in wall
 * time too. Points are drawn with a fixed seed: half over China, half over the globe.
 */

import { senseAlmanac } from '../../packages/senses/dist/almanac/almanac.js';
import { createPlaceIndex } from '../../packages/senses/dist/places/reverse-place.js';

const [lookups = '20000'] = process.argv.slice(2);
const count = Number(lookups);
const timezone = 'Asia/Shanghai';
const dayMs = 86_400_000;

let state = 20_260_101;
const chance = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const points = Array.from({ length: count }, (_, i) =>
  i % 2 === 0
    ? { latitude: 18 + 35 * chance(), longitude: 74 + 61 * chance() }
    : { latitude: (Math.asin(2 * chance() - 1) * 180) / Math.PI, longitude: 360 * chance() - 180 },
);
const moments = points.map((_, i) => new Date(Date.UTC(2026, 0, 1) + (i % 1461) * dayMs));

const memory = () => {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss, kept: heapUsed + arrayBuffers };
};
const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Mean, 99th percentile and the slowest, in milliseconds of CPU time; the last one also by the wall clock. */
function measure(name, ask) {
  const each = points.map((point, i) => {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    ask(point, moments[i]);
    return { cpu: cpuMs(cpu), wall: performance.now() - wall };
  });
  const cpu = each.map((one) => one.cpu).sort((a, b) => a - b);
  const mean = cpu.reduce((sum, ms) => sum + ms, 0) / count;
  const wall = Math.max(...each.map((one) => one.wall));
  const at = (part) => cpu[Math.min(count - 1, Math.floor(part * count))].toFixed(2);
  process.stdout.write(
    `${name}: mean ${mean.toFixed(3)} ms, 99 % within ${at(0.99)} ms, slowest ${at(1)} ms of CPU (${wall.toFixed(1)} ms by the clock)\n`,
  );
}

const places = createPlaceIndex();
const before = memory();
const first = process.cpuUsage();
places.reverse(points[0], { at: moments[0], timezone });
process.stdout.write(`first look-up, with the tables: ${cpuMs(first).toFixed(0)} ms of CPU\n`);
const after = memory();
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
process.stdout.write(
  `memory: ${megabytes(after.kept - before.kept)} MB kept, ${megabytes(after.rss - before.rss)} MB of the process\n`,
);
measure('place', (point, at) => places.reverse(point, { at, timezone }));
measure('almanac', (position, at) => senseAlmanac({ at, timezone, position }));
