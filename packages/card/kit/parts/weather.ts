import { all, between, count, everyFrame, fitCanvas, type Sheet, told } from './page.js';

interface Mote {
  x: number;
  y: number;
  /** 0 far to 1 near. */
  z: number;
  /** Phase. */
  p: number;
}

interface Ring {
  x: number;
  y: number;
  age: number;
  size: number;
}

interface Sky extends Sheet {
  readonly motes: Mote[];
  readonly rings: Ring[];
  /** Where water or ground begins, in parts of the height. */
  readonly horizon: number;
  gust: number;
}

type Draw = (sky: Sky, seconds: number, step: number) => void;

const light = (alpha: number): string => `rgba(255,255,255,${alpha.toFixed(2)})`;
const warm = (alpha: number): string => `rgba(255,226,166,${alpha.toFixed(2)})`;

const ring = (sky: Sky, x: number, y: number, size: number): void => {
  if (sky.rings.length < 60) sky.rings.push({ x, y, size, age: 0 });
};

const dot = (pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void => {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fill();
};

const rain: Draw = (sky, _seconds, step) => {
  const { pen, size, motes, horizon } = sky;
  for (const drop of motes) {
    drop.y += step * (0.75 + drop.z * 0.9);
    drop.x -= step * (0.02 + sky.gust * 0.2);
    if (drop.y > horizon + drop.z * (1 - horizon)) {
      if (drop.z > 0.3) ring(sky, drop.x * size.w, Math.max(horizon, drop.y) * size.h, 4 + drop.z * 11);
      drop.y = -0.05;
      drop.x = between(0, 1.2);
    }
    const length = 8 + drop.z * 18;
    pen.strokeStyle = light(0.12 + drop.z * 0.3);
    pen.lineWidth = 0.6 + drop.z * 0.6;
    pen.beginPath();
    pen.moveTo(drop.x * size.w, drop.y * size.h);
    pen.lineTo(drop.x * size.w - length * (0.08 + sky.gust * 0.3), drop.y * size.h + length);
    pen.stroke();
  }
};

const snow: Draw = ({ pen, size, motes, gust }, seconds, step) => {
  for (const flake of motes) {
    flake.y += step * (0.03 + flake.z * flake.z * 0.08);
    flake.x += step * (Math.sin(seconds * 0.7 + flake.p) * 0.015 + gust * 0.3);
    if (flake.y > 1.03) flake.y = -0.03;
    flake.x -= Math.floor(flake.x);
    pen.fillStyle = light(flake.z > 0.8 ? 0.5 : 0.85);
    dot(pen, flake.x * size.w, flake.y * size.h, 0.7 + flake.z * flake.z * 3.4);
  }
};

const glints: Draw = ({ pen, size, motes, horizon }, seconds) => {
  for (const glint of motes) {
    const depth = glint.y * glint.y;
    const y = (horizon + 0.01 + depth * (0.98 - horizon)) * size.h;
    const half = (2 + depth * 15) * (0.4 + glint.z);
    const x = size.w * (0.5 + (glint.x - 0.5) * (0.5 + depth)) + Math.sin(seconds + glint.p) * 4;
    pen.strokeStyle = warm(Math.max(0, Math.sin(seconds * 1.3 + glint.p * 3)) * 0.4);
    pen.lineWidth = 0.8 + depth;
    pen.beginPath();
    pen.moveTo(x - half, y);
    pen.lineTo(x + half, y);
    pen.stroke();
  }
};

const motes: Draw = ({ pen, size, motes: dust, gust }, seconds, step) => {
  for (const mote of dust) {
    mote.y -= step * (0.008 + mote.z * 0.018);
    mote.x += step * (Math.sin(seconds * 0.5 + mote.p) * 0.02 + gust * 0.3);
    if (mote.y < 0.3) mote.y = 1.02;
    mote.x -= Math.floor(mote.x);
    pen.fillStyle = warm((0.3 + 0.6 * Math.abs(Math.sin(seconds * 0.9 + mote.p))) * Math.min(1, (mote.y - 0.3) * 4));
    dot(pen, mote.x * size.w, mote.y * size.h, 0.8 + mote.z * 1.8);
  }
};

const kinds: Readonly<Record<string, { draw: Draw; count: number }>> = {
  rain: { draw: rain, count: 110 },
  snow: { draw: snow, count: 120 },
  glints: { draw: glints, count: 70 },
  motes: { draw: motes, count: 46 },
};

function drawRings({ pen, rings }: Sky, step: number): void {
  for (let index = rings.length - 1; index >= 0; index--) {
    const one = rings[index];
    if (!one) continue;
    one.age += step * (one.size > 30 ? 0.6 : 1.3);
    if (one.age >= 1) {
      rings.splice(index, 1);
      continue;
    }
    pen.strokeStyle = light((1 - one.age) * 0.6);
    pen.lineWidth = one.size > 30 ? 1.6 : 1;
    pen.beginPath();
    pen.ellipse(one.x, one.y, one.size * one.age, one.size * one.age * 0.3, 0, 0, 7);
    pen.stroke();
  }
}

/** Lets it rain, snow or glitter on `canvas[data-weather]`; a touch makes rings on the water and wind in the air. */
export function startWeather(): void {
  for (const canvas of all<HTMLCanvasElement>('canvas[data-weather]')) {
    const kind = kinds[canvas.dataset.weather ?? ''];
    const fitted = fitCanvas(canvas);
    if (!kind || !fitted) continue;
    const one = (): Mote => ({ x: Math.random(), y: Math.random(), z: Math.random(), p: between(0, 7) });
    const sky: Sky = {
      ...fitted,
      horizon: told(canvas, 'horizon', 0.62),
      motes: Array.from({ length: kind.count }, one),
      rings: [],
      gust: 0,
    };
    addEventListener('resize', () => Object.assign(sky.size, fitCanvas(canvas)?.size));
    everyFrame((seconds, step) => {
      sky.pen.clearRect(0, 0, sky.size.w, sky.size.h);
      sky.gust *= 0.985;
      kind.draw(sky, seconds, step);
      drawRings(sky, step);
    });
    canvas.parentElement?.addEventListener('pointerdown', (event) => {
      count(canvas, 'touches');
      sky.gust = event.clientX < innerWidth / 2 ? 0.6 : -0.6;
      for (const size of [70, 48, 32]) ring(sky, event.clientX, event.clientY, size);
    });
  }
}
