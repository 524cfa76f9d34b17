import { Chance } from '../paint/chance.js';

/** Units of a coat; the canvas that it covers stretches it. */
const [W, H] = [400, 800];

const asImage = (width: number, height: number, drawing: string): string => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawing}</svg>`;
  return `<img alt="" src="data:image/svg+xml,${encodeURIComponent(svg)}">`;
};

const TWIGS = 9;

/** A branch of 100 units, a little bent, with the smaller branch `of` on both sides, shorter towards its tip. */
const branch = (id: string, of: string, pen: { width: number; light: number }): string => {
  const twigs = Array.from({ length: TWIGS }, (_, index) => {
    const x = ((index + 0.9) * 100) / (TWIGS + 1);
    const place = `translate(${x.toFixed(1)} ${(-0.0016 * x * (100 - x)).toFixed(1)})`;
    const size = (0.46 * Math.sin(Math.PI * (0.16 + 0.8 * (index / TWIGS))) + 0.06).toFixed(2);
    return [-58, 58].map((angle) => `<use href="#${of}" transform="${place}rotate(${angle})scale(${size})"/>`).join('');
  });
  return `<g id="${id}"><path d="M0 0Q50 -8 100 0" fill="none" stroke-width="${pen.width}" stroke-opacity="${pen.light}"/>${of === '' ? '' : twigs.join('')}</g>`;
};

const fern = (chance: Chance, index: number): string => {
  const side = index % 4;
  const along = chance.unit();
  const x = side < 2 ? along * W : side === 2 ? 0 : W;
  const y = side < 2 ? (side === 0 ? 0 : H) : along * H;
  const angle = ([90, -90, 0, 180][side] ?? 0) + chance.between(-40, 40);
  return `<use href="#a" transform="translate(${x.toFixed(0)} ${y.toFixed(0)})rotate(${angle.toFixed(0)})scale(${chance.between(0.4, 1.5).toFixed(2)})"/>`;
};

const freckle = (chance: Chance): string =>
  `<circle cx="${chance.between(0, 130).toFixed(0)}" cy="${chance.between(0, 130).toFixed(0)}" r="${(0.4 + chance.unit() ** 3 * 2.2).toFixed(1)}" opacity="${chance.between(0.15, 0.5).toFixed(2)}"/>`;

/** Breath on a cold pane, with ice that has grown inwards from its edges. */
export function frostCoat(seed: string): string {
  const chance = new Chance(`${seed}/frost`);
  const freckles = Array.from({ length: 60 }, () => freckle(chance)).join('');
  const ferns = Array.from({ length: 44 }, (_, index) => fern(chance, index)).join('');
  const branches =
    branch('c', '', { width: 4, light: 0.42 }) +
    branch('b', 'c', { width: 2.2, light: 0.6 }) +
    branch('a', 'b', { width: 1.3, light: 0.8 });
  return asImage(
    W,
    H,
    `<defs><pattern id="p" width="130" height="130" patternUnits="userSpaceOnUse"><g fill="#fff">${freckles}</g></pattern><g stroke="#fff">${branches}</g></defs><path fill="#e2e9f6" opacity=".6" d="M0 0h400v800H0z"/><path fill="url(#p)" d="M0 0h400v800H0z"/><g stroke="#fff" stroke-linecap="round">${ferns}</g>`,
  );
}

/** Gold foil, brushed aslant, with the wave pattern of old papers embossed in it. */
export function foilCoat(): string {
  const arcs = [19, 14, 9, 4].map(
    (radius) =>
      `<circle cx="20" cy="20" r="${radius}"/><circle cx="0" cy="30" r="${radius}"/><circle cx="40" cy="30" r="${radius}"/>`,
  );
  const wave = `<pattern id="w" width="40" height="20" patternUnits="userSpaceOnUse"><g fill="#d9b266" stroke="#fff3cf" stroke-opacity=".55" stroke-width="1.1">${arcs.join('')}</g></pattern>`;
  const gold =
    '<linearGradient id="g" x2="1" y2="1"><stop stop-color="#c9993f"/><stop offset=".28" stop-color="#f7e3a6"/><stop offset=".5" stop-color="#d2a650"/><stop offset=".74" stop-color="#fbeebb"/><stop offset="1" stop-color="#b98732"/></linearGradient>';
  return asImage(
    300,
    400,
    `<defs>${gold}${wave}</defs><path fill="url(#g)" d="M0 0h300v400H0z"/><path fill="url(#w)" opacity=".34" d="M0 0h300v400H0z"/><path fill="none" stroke="#8f6420" stroke-opacity=".5" stroke-width="1.5" d="M12 12h276v376H12zM18 18h264v364H18z"/>`,
  );
}
