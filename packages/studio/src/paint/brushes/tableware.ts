import { type Colour, mix, rgba } from '../colour.js';
import type { Sheet } from '../easel.js';

interface Ware {
  readonly x: number;
  /** Where it stands. */
  readonly y: number;
  readonly size: number;
  readonly glaze: Colour;
  readonly shade: Colour;
  /** Light from the window on its edges. */
  readonly rim: Colour;
}

const glazed = ({ ctx }: Sheet, size: number, { glaze, shade, rim }: Ware): void => {
  const round = ctx.createLinearGradient(-size, 0, size, 0);
  round.addColorStop(0, mix(glaze, rim, 0.45));
  round.addColorStop(0.14, mix(glaze, shade, 0.25));
  round.addColorStop(0.45, glaze);
  round.addColorStop(0.84, mix(glaze, shade, 0.75));
  round.addColorStop(1, mix(glaze, rim, 0.3));
  ctx.fillStyle = round;
};

const castShadow = ({ ctx }: Sheet, width: number): void => {
  const soft = ctx.createRadialGradient(0, 0, 0, 0, 0, width);
  soft.addColorStop(0, 'rgba(18,12,12,.5)');
  soft.addColorStop(0.6, 'rgba(18,12,12,.26)');
  soft.addColorStop(1, 'rgba(18,12,12,0)');
  ctx.save();
  ctx.translate(0, width * 0.1);
  ctx.scale(1, 0.24);
  ctx.fillStyle = soft;
  ctx.fillRect(-width, -width, width * 2, width * 2);
  ctx.restore();
};

const steam = ({ ctx, chance }: Sheet, size: number, colour: Colour): void => {
  ctx.lineCap = 'round';
  for (const start of [-0.3, 0.02, 0.3]) {
    const phase = chance.between(0, 6.3);
    const tall = size * chance.between(1.7, 2.5);
    for (let part = 0; part < 1; part += 0.035) {
      const x = size * start + Math.sin(phase + part * 5.2) * size * 0.2 * (0.25 + part);
      const y = -size * 1.1 - part * tall;
      const radius = size * (0.07 + part * 0.17);
      const soft = ctx.createRadialGradient(x, y, 0, x, y, radius);
      soft.addColorStop(0, rgba(colour, 0.13 * Math.sin(Math.PI * Math.min(1, part * 1.1 + 0.12))));
      soft.addColorStop(1, rgba(colour, 0));
      ctx.fillStyle = soft;
      ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
    }
  }
};

const saucer = (sheet: Sheet, ware: Ware): void => {
  const { ctx } = sheet;
  const { size, shade } = ware;
  glazed(sheet, size * 1.5, ware);
  ctx.beginPath();
  ctx.ellipse(0, 0, size * 1.5, size * 0.3, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = rgba(shade, 0.35);
  ctx.beginPath();
  ctx.ellipse(0, -size * 0.02, size * 1.05, size * 0.18, 0, 0, 7);
  ctx.fill();
};

/** The cup's opening and the tea in it, with the window in its surface. */
const brim = ({ ctx }: Sheet, { size, glaze, shade, rim }: Ware, tea: Colour): void => {
  ctx.fillStyle = mix(glaze, rim, 0.4);
  ctx.beginPath();
  ctx.ellipse(0, -size * 1.08, size, size * 0.24, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = mix(tea, shade, 0.25);
  ctx.beginPath();
  ctx.ellipse(0, -size * 1.05, size * 0.89, size * 0.19, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = rgba(rim, 0.4);
  ctx.beginPath();
  ctx.ellipse(-size * 0.25, -size * 1.1, size * 0.42, size * 0.07, -0.06, 0, 7);
  ctx.fill();
};

/** A cup of tea on its saucer, steaming; `size` is half of its width, `facing` the side of its handle. */
export const teacup = (sheet: Sheet, ware: Ware & { tea: Colour; facing: 1 | -1 }): void => {
  const { ctx } = sheet;
  const { x, y, size, glaze, shade, rim, tea, facing } = ware;
  ctx.save();
  ctx.translate(x, y);
  castShadow(sheet, size * 1.9);
  saucer(sheet, ware);
  ctx.strokeStyle = mix(glaze, shade, 0.45);
  ctx.lineWidth = size * 0.15;
  ctx.beginPath();
  ctx.ellipse(facing * size, -size * 0.62, size * 0.34, size * 0.3, 0, 0, 7);
  ctx.stroke();
  glazed(sheet, size, ware);
  ctx.beginPath();
  ctx.moveTo(-size, -size * 1.08);
  ctx.bezierCurveTo(-size * 0.98, -size * 0.4, -size * 0.72, -size * 0.02, -size * 0.42, size * 0.02);
  ctx.quadraticCurveTo(0, size * 0.1, size * 0.42, size * 0.02);
  ctx.bezierCurveTo(size * 0.72, -size * 0.02, size * 0.98, -size * 0.4, size, -size * 1.08);
  ctx.fill();
  brim(sheet, ware, tea);
  steam(sheet, size, rim);
  ctx.restore();
};

/** Height of the vase's mouth above where it stands, as part of its size. */
export const MOUTH = 2.35;

/** A bottle vase for one branch; `size` is half of its belly's width. */
export const vase = (sheet: Sheet, ware: Ware): void => {
  const { ctx } = sheet;
  const { x, y, size, rim, shade } = ware;
  ctx.save();
  ctx.translate(x, y);
  castShadow(sheet, size * 1.6);
  glazed(sheet, size, ware);
  ctx.beginPath();
  ctx.moveTo(-size * 0.26, -size * MOUTH);
  ctx.bezierCurveTo(-size * 0.14, -size * 1.75, -size * 0.26, -size * 1.5, -size * 0.62, -size * 1.2);
  ctx.bezierCurveTo(-size * 1.14, -size * 0.8, -size * 1.06, -size * 0.2, -size * 0.5, size * 0.02);
  ctx.quadraticCurveTo(0, size * 0.12, size * 0.5, size * 0.02);
  ctx.bezierCurveTo(size * 1.06, -size * 0.2, size * 1.14, -size * 0.8, size * 0.62, -size * 1.2);
  ctx.bezierCurveTo(size * 0.26, -size * 1.5, size * 0.14, -size * 1.75, size * 0.26, -size * MOUTH);
  ctx.fill();
  ctx.fillStyle = mix(shade, '#000000', 0.3);
  ctx.beginPath();
  ctx.ellipse(0, -size * MOUTH, size * 0.25, size * 0.06, 0, 0, 7);
  ctx.fill();
  ctx.fillStyle = rgba(rim, 0.5);
  ctx.beginPath();
  ctx.ellipse(-size * 0.52, -size * 0.78, size * 0.09, size * 0.3, 0.35, 0, 7);
  ctx.fill();
  ctx.restore();
};
