/** China's prefectures and counties, and which of them each outline of the source draws. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { letters, romanized, shortName } from './names.mjs';

const taiwan = '台湾省';
/** Names there are not Chinese by origin: their reading in Chinese is no name. */
const readOtherwise = /^(西藏|新疆|内蒙古|青海)/;

/** Every prefecture and what stands beside one (a municipality, a county directly under its province), by its code. */
const standardPrefectures = (provinces, own) => {
  const found = new Map();
  for (const province of provinces) {
    for (const city of province.children) {
      if (city.name === '市辖区' || city.name === '县') {
        const code = `${province.code}01`;
        const known = found.get(code) ?? { province: province.name, name: province.name, counties: [] };
        found.set(code, { ...known, counties: [...known.counties, ...city.children.map(({ name }) => name)] });
      } else if (city.name.endsWith('直辖县级行政区划')) {
        for (const { code, name } of city.children) found.set(code, { province: province.name, name, counties: [] });
      } else {
        const counties = city.children.map(({ name }) => name);
        found.set(city.code, { province: province.name, name: city.name, counties });
      }
    }
  }
  for (const [code, name] of Object.entries(own.regions)) found.set(code, { province: name, name, counties: [] });
  for (const name of Object.keys(own.taiwan)) found.set(name, { province: taiwan, name, counties: [] });
  return found;
};

/** Names in English by code, from GeoNames: its second-level code is the national one. */
const englishNames = (prefectures, { geonames, admin2Names, own, read }) => {
  const english = new Map();
  const provinceOf = new Map();
  for (const { admin1, admin2 } of geonames) if (prefectures.has(admin2)) provinceOf.set(admin1, admin2.slice(0, 2));
  const seatCode = ({ admin1, name }) => {
    const fits = [...prefectures].filter(
      ([code, { name: prefecture }]) =>
        code.startsWith(provinceOf.get(admin1)) && letters(read(shortName(prefecture)).join('')) === letters(name),
    );
    return fits.length === 1 ? fits[0][0] : undefined;
  };
  for (const town of geonames) {
    const key = `${town.admin1}.${town.admin2}`;
    const code = own.codes[key] ?? (town.admin2 === '' ? seatCode(town) : town.admin2);
    if (!prefectures.has(code) || english.has(code)) continue;
    english.set(code, (admin2Names.get(`CN.${key}`) ?? town.name).split(' ')[0].replace('’', "'"));
  }
  return english;
};

/** The division that an outline's name means today: `[code of the prefecture, county or null]`. */
const divisionOf = (name, { province, prefecture, prefectures, siblings, own }) => {
  const here = prefectures.get(prefecture);
  const renamed = own.renamed[`${here.name}/${name}`];
  if (renamed !== undefined) return [prefecture, renamed];
  if (here.counties.includes(name)) return [prefecture, name];
  const elsewhere = [...prefectures].filter(
    ([, other]) => other.province === province && other.counties.includes(name),
  );
  if (elsewhere.length === 1) return [elsewhere[0][0], name];
  const bare = shortName(name);
  const heirs = here.counties.filter((county) => shortName(county) === bare && !siblings.includes(county));
  if (heirs.length === 1) return [prefecture, heirs[0]];
  const itself = [...prefectures].find(([, other]) => other.province === province && other.name === name);
  return itself ? [itself[0], null] : [prefecture, null];
};

/** The outlines of one file lie in one prefecture: the one that has most of their names. */
const prefectureOf = (names, prefectures) => {
  const score = ({ name, counties }) =>
    counties.filter((county) => names.includes(county)).length + (names.includes(name) ? 1 : 0);
  return [...prefectures].toSorted(([, a], [, b]) => score(b) - score(a))[0][0];
};

/** Of the file name of an outline: Hong Kong and Macao keep their districts, Taiwan its cities and counties. */
const regionOutlines = (file, features, own) => {
  const region = Object.keys(own.regions).find((code) => file === `${own.regionFiles[code]}.geojson`);
  if (region) return features.map(({ name, geometry }) => ({ code: region, county: name, geometry, system: 'GCJ02' }));
  if (!file.startsWith('tai2_wan1')) return null;
  const [official] = Object.entries(own.taiwan).find(([, [written]]) => written === features[0].written) ?? [];
  // 金门 and 连江 belong to 福建 by the standard and are drawn there, if at all.
  if (!official) return [];
  return features.map(({ geometry }) => ({ code: official, county: null, geometry, system: 'WGS84' }));
};

/** Two files are packed as ECharts packs maps: steps of 1/1024°, zigzag, one character a number. */
const unpackRing = (text, [eastward, northward]) => {
  const stepAt = (i) => ((text.charCodeAt(i) - 64) >> 1) ^ -((text.charCodeAt(i) - 64) & 1);
  let [x, y] = [eastward, northward];
  return Array.from({ length: text.length / 2 }, (_, i) => {
    x += stepAt(2 * i);
    y += stepAt(2 * i + 1);
    return [x / 1024, y / 1024];
  });
};

const unpack = (part, offsets) =>
  typeof part === 'string' ? unpackRing(part, offsets) : part.map((inner, i) => unpack(inner, offsets[i]));

const readFeatures = (path) => {
  const { features, UTF8Encoding: packed } = JSON.parse(readFileSync(path, 'utf8'));
  return features
    .filter(({ geometry }) => geometry !== null)
    .map(({ properties: { name, COUNTYNAME: written }, geometry: { coordinates, encodeOffsets } }) => ({
      name,
      written,
      geometry: packed ? unpack(coordinates, encodeOffsets) : coordinates,
    }));
};

/** Every outline of the folder with the code of its prefecture and its county's name today, null where that is not certain. */
const outlinesOf = (folder, { prefectures, own }) =>
  [...readdirSync(folder), ...own.outlinesElsewhere].flatMap((file) => {
    if (own.leftOut.includes(file)) return [];
    const features = readFeatures(resolve(folder, file));
    const region = regionOutlines(file, features, own);
    if (region) return region;
    const siblings = features.map(({ name }) => name);
    const prefecture = prefectureOf(siblings, prefectures);
    const { province } = prefectures.get(prefecture);
    return features.map(({ name, geometry }) => {
      const [code, county] = divisionOf(name, { province, prefecture, prefectures, siblings, own });
      return { code, county, geometry, system: 'GCJ02' };
    });
  });

/**
 * Rows for data/divisions.json, `prefectures` and `divisions` (`[index of prefecture, county, its English name]`, the first one is "not China"),
 * and all outlines, each with the index of its division.
 */
export const readDivisions = ({ provinces, geonames, admin2Names, own, read, outlineFolder }) => {
  const standard = standardPrefectures(provinces, own);
  const english = englishNames(standard, { geonames, admin2Names, own, read });
  const order = [...standard.keys()].sort();
  const prefectures = order.map((code) => {
    const { province, name } = standard.get(code);
    const [, zh, en] = own.taiwan[name] ?? [];
    const short = zh ?? own.shortNames[name] ?? shortName(name);
    const known = en ?? own.englishNames[name] ?? english.get(code);
    return [province, name, short, known ?? (readOtherwise.test(province) ? null : romanized(read(short)))];
  });
  const countyEnglish = (province, county) => {
    const known = own.countyNames[`${province}/${county}`] ?? own.countyNames[county];
    if (known) return known;
    return readOtherwise.test(province) || own.unread.includes(province) ? null : romanized(read(shortName(county)));
  };
  const divisions = [[-1]];
  const indexes = new Map();
  const indexOf = (code, county) => {
    const key = `${code}/${county}`;
    if (indexes.has(key)) return indexes.get(key);
    const { province } = standard.get(code);
    const en = county === null ? null : countyEnglish(province, county);
    divisions.push([order.indexOf(code), ...(county === null ? [] : en === null ? [county] : [county, en])]);
    indexes.set(key, divisions.length - 1);
    return divisions.length - 1;
  };
  const outlines = outlinesOf(outlineFolder, { prefectures: standard, own }).map(
    ({ code, county, geometry, system }) => ({ division: indexOf(code, county), geometry, system }),
  );
  /** The same prefecture without a county's name. */
  const withoutCounty = (division) => indexOf(order[divisions[division][0]], null);
  return { prefectures, divisions, outlines, withoutCounty };
};
