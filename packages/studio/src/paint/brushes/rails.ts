import { lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, HEIGHT, type Sheet } from '../easel.js';

/** Straight lines on flat ground that run to one point: `near` 0 is that point, 1 the picture's lower edge. */
export interface Vanishing {
  readonly x: number;
  readonly y: number;
}

/** Where the line that meets the lower edge at column `foot` is at `near`. */
export const along = ({ x, y }: Vanishing, foot: number, near: number): [number, number] => [
  lerp(x, foot, near),
  lerp(y, HEIGHT, near),
];

/** A strip of ground between two such lines. */
export const strip = (
  vanishing: Vanishing,
  feet: readonly [number, number],
  from: number,
  to: number,
): [number, number][] => [
  along(vanishing, feet[0], from),
  along(vanishing, feet[0], to),
  along(vanishing, feet[1], to),
  along(vanishing, feet[1], from),
];

interface Track {
  readonly vanishing: Vanishing;
  /** Column of its middle at the lower edge, and half of the gauge there. */
  readonly foot: number;
  readonly gauge: number;
  readonly ballast: readonly [Colour, Colour];
  readonly sleeper: Colour;
  readonly steel: Colour;
  /** The sky on the rails' heads. */
  readonly shine: Colour;
}

/** Rows of things at equal distances: nearest first, as parts `near`. */
export const rows = (first: number, distance: number, last: number): number[] => {
  const places: number[] = [];
  for (let away = 0; ; away += distance) {
    const near = 1 / (1 / first + away);
    if (near < last) return places;
    places.push(near);
  }
};

const stones = ({ ctx, chance }: Sheet, { vanishing, foot, gauge, ballast }: Track): void => {
  for (let stone = 0; stone < 1500; stone++) {
    const near = chance.unit() ** 0.8;
    const [x, y] = along(vanishing, foot + chance.between(-1.75, 1.75) * gauge, near);
    const tone = chance.unit();
    ctx.fillStyle = rgba(
      tone < 0.5 ? mix(ballast[1], '#0c0c12', 0.35) : mix(ballast[0], '#ffffff', 0.3),
      chance.between(0.2, 0.6),
    );
    ctx.fillRect(x, y, lerp(0.8, 7, near) * chance.between(0.6, 1.2), lerp(0.6, 3.6, near));
  }
};

/** One railway track that runs straight away from us. */
export const track = (sheet: Sheet, options: Track): void => {
  const { ctx } = sheet;
  const { vanishing, foot, gauge, ballast, sleeper, steel, shine } = options;
  const bed = ctx.createLinearGradient(0, vanishing.y, 0, HEIGHT);
  bed.addColorStop(0, ballast[0]);
  bed.addColorStop(1, ballast[1]);
  ctx.fillStyle = bed;
  fillOutline(ctx, strip(vanishing, [foot - gauge * 1.85, foot + gauge * 1.85], 0.004, 1.1));
  stones(sheet, options);
  for (const near of rows(1.12, 0.115, 0.05).reverse()) {
    const thick = 0.03 * near;
    ctx.fillStyle = rgba(mix(sleeper, '#08080c', 0.4), 0.75);
    fillOutline(ctx, strip(vanishing, [foot - gauge * 1.5, foot + gauge * 1.5], near, near + thick * 1.5));
    ctx.fillStyle = mix(sleeper, ballast[0], 0.5 * (1 - near));
    fillOutline(ctx, strip(vanishing, [foot - gauge * 1.5, foot + gauge * 1.5], near - thick * 0.4, near + thick));
  }
  for (const side of [-1, 1]) {
    const middle = foot + side * gauge;
    ctx.fillStyle = mix(steel, '#08080c', 0.35);
    fillOutline(ctx, strip(vanishing, [middle - 15, middle + 13], 0.004, 1.1));
    const head = ctx.createLinearGradient(0, vanishing.y, 0, HEIGHT);
    head.addColorStop(0, shine);
    head.addColorStop(0.3, mix(shine, steel, 0.3));
    head.addColorStop(1, mix(steel, shine, 0.35));
    ctx.fillStyle = head;
    fillOutline(ctx, strip(vanishing, [middle - 9, middle + 7], 0.004, 1.1));
  }
};

interface Pylons {
  readonly vanishing: Vanishing;
  readonly foot: number;
  /** Column over which the wire hangs, at the lower edge. */
  readonly wire: number;
  /** Picture units at the lower edge from the horizon up to a pylon's top. */
  readonly height: number;
  readonly colour: Colour;
  readonly nearest: number;
}

/** Pylons beside a track with the wires that they carry. */
export const pylons = ({ ctx }: Sheet, { vanishing, foot, wire, height, colour, nearest }: Pylons): void => {
  const lift = (near: number, part: number) => vanishing.y - height * near * part;
  ctx.lineCap = 'round';
  for (const near of rows(nearest, 1.35, 0.045).reverse()) {
    const [x, y] = along(vanishing, foot, near);
    const [over] = along(vanishing, wire, near);
    ctx.strokeStyle = rgba(colour, lerp(0.5, 0.95, near / nearest));
    ctx.lineWidth = Math.max(1, 17 * near);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x, lift(near, 1));
    ctx.stroke();
    ctx.lineWidth = Math.max(0.7, 6 * near);
    ctx.beginPath();
    ctx.moveTo(x, lift(near, 0.94));
    ctx.lineTo(over, lift(near, 0.82));
    ctx.moveTo(x, lift(near, 0.72));
    ctx.lineTo(over, lift(near, 0.82));
    ctx.stroke();
  }
  // The wires go on over our heads; they are lost in the light before they reach the open sky.
  const far = nearest * 1.9;
  for (const part of [0.82, 0.7]) {
    const [x, y] = [along(vanishing, wire, far)[0], lift(far, part)];
    const fade = ctx.createLinearGradient(vanishing.x, vanishing.y, x, y);
    fade.addColorStop(0, rgba(colour, 0.5));
    fade.addColorStop(0.55, rgba(colour, 0.55));
    fade.addColorStop(1, rgba(colour, 0));
    ctx.strokeStyle = fade;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(vanishing.x, vanishing.y);
    ctx.lineTo(x, y);
    ctx.stroke();
  }
};
