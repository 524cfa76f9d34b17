/** Outlines of divisions as a grid of cells, packed row by row. */
import { brotliCompressSync, constants } from 'node:zlib';

export const frame = { south: 3.4, west: 73.4, step: 0.005, rows: 10_080, columns: 12_360 };

const ringsOf = (coordinates) => {
  const rings = [];
  const walk = (part) => {
    if (!Array.isArray(part) || part.length === 0) return;
    if (Array.isArray(part[0]) && typeof part[0][0] === 'number') rings.push(part);
    else part.forEach(walk);
  };
  walk(coordinates);
  return rings;
};

/** Where the edges of a ring cross the middles of rows: columns by row. */
const addCrossings = (crossings, ring) => {
  let [x1, y1] = ring.at(-1);
  for (const [x2, y2] of ring) {
    const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1];
    for (let row = Math.ceil(low - 0.5); row + 0.5 < high; row += 1) {
      const column = x1 + ((row + 0.5 - y1) * (x2 - x1)) / (y2 - y1);
      const known = crossings.get(row);
      if (known) known.push(column);
      else crossings.set(row, [column]);
    }
    [x1, y1] = [x2, y2];
  }
};

const fillOutline = (cells, { division, geometry, system }, toWgs84) => {
  const crossings = new Map();
  for (const ring of ringsOf(geometry)) {
    const points = ring.map(([lon, lat]) => {
      const [east, north] = system === 'GCJ02' ? toWgs84([lon, lat]) : [lon, lat];
      return [(east - frame.west) / frame.step, (north - frame.south) / frame.step];
    });
    addCrossings(crossings, points);
  }
  for (const [row, columns] of crossings) {
    if (row < 0 || row >= frame.rows) continue;
    columns.sort((a, b) => a - b);
    for (let i = 0; i + 1 < columns.length; i += 2) {
      const from = Math.max(0, Math.ceil(columns[i] - 0.5));
      for (let column = from; column + 0.5 < columns[i + 1] && column < frame.columns; column += 1)
        cells[row * frame.columns + column] = division;
    }
  }
};

const kilometresPerDegree = 111.195;

/** Gives every cell within a circle another division. */
const overwriteCircle = (cells, [latitude, longitude, km], divisionFor) => {
  const height = Math.ceil(km / kilometresPerDegree / frame.step);
  const widest = Math.cos((latitude * Math.PI) / 180);
  const middleRow = Math.floor((latitude - frame.south) / frame.step);
  const middleColumn = Math.floor((longitude - frame.west) / frame.step);
  for (let up = -height; up <= height; up += 1) {
    const width = Math.floor(Math.sqrt(height ** 2 - up ** 2) / widest);
    for (let across = -width; across <= width; across += 1) {
      const at = (middleRow + up) * frame.columns + middleColumn + across;
      if (cells[at] !== 0) cells[at] = divisionFor(cells[at]);
    }
  }
};

const packRows = (cells) => {
  const bytes = [];
  const put = (number) => {
    for (let rest = number; ; rest >>= 7) {
      if (rest < 128) return bytes.push(rest);
      bytes.push((rest & 127) | 128);
    }
  };
  let runs = 0;
  for (let row = 0; row < frame.rows; row += 1) {
    const end = (row + 1) * frame.columns;
    for (let at = row * frame.columns; at < end; runs += 1) {
      const from = at;
      while (at < end && cells[at] === cells[from]) at += 1;
      put(cells[from]);
      put(at - from);
    }
  }
  return { runs, packed: brotliCompressSync(Buffer.from(bytes), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }) };
};

/**
 * Rows from the south, each a sequence of (division, length) in base-128 numbers until the row is full, compressed with Brotli.
 * A cell belongs to the outline that holds its middle. `circles` are given in order, each `{ circle: [latitude, longitude, km], divisionFor }`.
 */
export const buildGrid = ({ outlines, circles, toWgs84 }) => {
  const cells = new Uint16Array(frame.rows * frame.columns);
  for (const outline of outlines) fillOutline(cells, outline, toWgs84);
  for (const { circle, divisionFor } of circles) overwriteCircle(cells, circle, divisionFor);
  return packRows(cells);
};
