/** Towns and cities: of China as bare points, of the world with their names. */

const degrees = (text) => Math.round(Number(text) * 1000) / 1000;
const bySouth = (a, b) => a[0] - b[0] || a[1] - b[1];
const chinese = ['CN', 'HK', 'MO', 'TW'];

const han = /^[\p{Script=Han}·]+$/u;
const worldName = (name) => name.replace(/(特别市|广域市|都会区|省)$/, '').replace(/(?<=..)(?<![日々])市$/, '');

/** Great cities whose Chinese name the rows lack. */
const namedByHand = (cities, cityNames) =>
  cities
    .filter(({ country, name, population }) => population > 800_000 && `${country}:${name}` in cityNames)
    .map(({ country, name, loc, population }) => {
      const [lon, lat] = loc.coordinates;
      return [cityNames[`${country}:${name}`], name, country, lat, lon, Math.round(population / 1000)];
    });

/** Rows of data/world.json from rows `[Chinese name, English name, ISO country, latitude, longitude, thousands of people]`. */
export const worldCities = (rows, { cities, own }) =>
  rows
    .filter(([zh, , country]) => !['CN', 'HK', 'MO'].includes(country) && han.test(zh))
    .concat(namedByHand(cities, own.cityNames))
    .map(([zh, en, country, lat, lon, thousands]) => [
      degrees(lat),
      degrees(lon),
      country,
      own.cityRenames[`${country}:${en}`] ?? worldName(zh),
      en,
      thousands,
    ])
    .sort(bySouth);

/** Towns on islands that the outlines of countries leave out, or the sea would be said to be there. */
export const islandTowns = (towns, outlines) =>
  towns
    .map(({ lat, lng, country }) => [degrees(lat), degrees(lng), country])
    .filter(([latitude, longitude]) => outlines.near({ latitude, longitude }, 12).length === 0)
    .sort(bySouth);

/** Where in China people live together, thinned to one point in about 3 km. */
export const chinaTowns = (towns) => {
  const points = towns
    .filter(({ country }) => chinese.includes(country))
    .map(({ lat, lng }) => [Math.round(lat * 100) / 100, Math.round(lng * 100) / 100]);
  const kept = new Map(points.map(([lat, lon]) => [`${Math.round(lat * 33)}/${Math.round(lon * 33)}`, [lat, lon]]));
  return [...kept.values()].sort(bySouth);
};
