import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';

interface Books {
  readonly x: number;
  readonly y: number;
  /** Width of the lowest one. */
  readonly size: number;
  readonly covers: readonly Colour[];
  readonly pages: Colour;
  readonly rim: Colour;
}

/** Books lying one on the other, spines towards us. */
export const books = ({ ctx, chance }: Sheet, { x, y, size, covers, pages, rim }: Books): void => {
  ctx.fillStyle = 'rgba(14,10,12,.34)';
  ctx.beginPath();
  ctx.ellipse(x, y + size * 0.02, size * 0.62, size * 0.06, 0, 0, 7);
  ctx.fill();
  let top = y;
  for (const cover of covers) {
    const width = size * chance.between(0.84, 1);
    const thick = size * chance.between(0.11, 0.16);
    const left = x - width / 2 + chance.bell() * size * 0.06;
    const round = ctx.createLinearGradient(0, top - thick, 0, top);
    round.addColorStop(0, mix(cover, rim, 0.35));
    round.addColorStop(0.3, cover);
    round.addColorStop(1, mix(cover, '#0c0a12', 0.4));
    ctx.fillStyle = round;
    ctx.fillRect(left, top - thick, width, thick);
    ctx.fillStyle = mix(pages, cover, 0.15);
    ctx.fillRect(left + width * 0.93, top - thick * 0.86, width * 0.07, thick * 0.72);
    ctx.fillStyle = rgba(mix(cover, pages, 0.7), 0.7);
    ctx.fillRect(left + width * 0.1, top - thick, width * 0.02, thick);
    ctx.fillRect(left + width * 0.82, top - thick, width * 0.02, thick);
    top -= thick;
  }
};

/** A letter that is being written, with its pen, seen at a slant. */
export const letter = (
  { ctx, chance }: Sheet,
  { x, y, size, paper, ink }: { x: number; y: number; size: number; paper: Colour; ink: Colour },
): void => {
  ctx.save();
  ctx.translate(x, y);
  ctx.transform(1, 0, chance.between(-0.5, -0.25), 0.42, 0, 0);
  ctx.rotate(chance.between(-0.16, 0.16));
  ctx.fillStyle = 'rgba(14,10,12,.3)';
  ctx.fillRect(-size * 0.47, -size * 0.62, size, size * 1.32);
  const sheet = ctx.createLinearGradient(0, -size * 0.66, 0, size * 0.66);
  sheet.addColorStop(0, paper);
  sheet.addColorStop(1, mix(paper, ink, 0.16));
  ctx.fillStyle = sheet;
  ctx.fillRect(-size * 0.5, -size * 0.66, size, size * 1.32);
  ctx.strokeStyle = rgba(ink, 0.5);
  ctx.lineWidth = size * 0.016;
  for (let line = 0; line < 7; line++) {
    const end = line === 6 ? 0 : chance.between(0.26, 0.38);
    ctx.beginPath();
    for (let part = -0.38; part < end; part += 0.02)
      ctx.lineTo(size * part, size * (-0.48 + line * 0.14) + chance.bell() * size * 0.012);
    ctx.stroke();
  }
  ctx.fillStyle = mix(ink, '#1c1418', 0.3);
  ctx.translate(size * 0.16, size * 0.42);
  ctx.rotate(-0.9);
  fillOutline(ctx, [
    [0, 0],
    [size * 0.07, -size * 0.03],
    [size * 0.78, -size * 0.035],
    [size * 0.78, size * 0.035],
    [size * 0.07, size * 0.03],
  ]);
  ctx.restore();
};
