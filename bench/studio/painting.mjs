/**
 * Time and memory of the painter: every scene in turn, one thread. After a build:
 *
 *     node bench/studio/painting.mjs [pictures = 120]
 *
 * Targets: a median of 1.5 s a picture on one core; a process of at most 600 MB, whose memory is flat over 500 pictures.
 */
import { readFileSync } from 'node:fs';
import { createPainter } from '../../packages/studio/dist/paint/painter.js';
import { sceneNames } from '../../packages/studio/dist/scenes/list.js';

const [pictures = '120'] = process.argv.slice(2);
const painter = createPainter({ workers: 1 });
const palette = { ground: '#c4cfcb', ink: '#22312f', accent: '#5f8a7a', paper: '#f5eede' };
const partsOfDay = ['dawn', 'day', 'dusk', 'night'];
const seasons = ['spring', 'summer', 'autumn', 'winter'];
const skies = [null, 'clear', 'rain', 'snow', 'fog'];
const moon = { fraction: 0.8, waxing: true, altitude: 40 };
const residentMb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const times = new Map(sceneNames.map((name) => [name, []]));
const held = [];
for (let index = 0; index < Number(pictures); index += 1) {
  const scene = sceneNames[index % sceneNames.length];
  const spec = {
    scene,
    seed: String(index),
    ink: [],
    partOfDay: partsOfDay[index % 4],
    season: seasons[Math.floor(index / 4) % 4],
    sky: skies[index % 5],
    moon,
    palette,
  };
  const begin = performance.now();
  await painter.paint(spec, { signal: AbortSignal.timeout(60_000) });
  times.get(scene).push((performance.now() - begin) / 1000);
  held.push(residentMb());
}
for (const [scene, taken] of times) process.stdout.write(`${scene.padEnd(24)}${median(taken).toFixed(2)} s\n`);
const quarter = Math.max(1, Math.floor(held.length / 4));
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
process.stdout.write(`all                     ${median([...times.values()].flat()).toFixed(2)} s\n`);
process.stdout.write(
  `memory: most ${Math.max(...held).toFixed(0)} MB, second quarter ${mean(held.slice(quarter, 2 * quarter)).toFixed(0)} MB, last ${mean(held.slice(-quarter)).toFixed(0)} MB\n`,
);
await painter.close();
