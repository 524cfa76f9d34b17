import { cat } from '../brushes/cat.js';
import { curtain } from '../brushes/curtain.js';
import { leafage } from '../brushes/foliage.js';
import { books, letter } from '../brushes/letter-and-books.js';
import { MOUTH, teacup, vase } from '../brushes/tableware.js';
import { clamp } from '../chance.js';
import { type Colour, channels, mix, rgba } from '../colour.js';
import { HEIGHT, paintField, type Sheet, WIDTH } from '../easel.js';
import type { Scenery } from '../scenery.js';
import { framingBranch } from './framing-branch.js';

/** Where the pane ends and the sill begins. */
export const SILL = 1752;
const MULLION = 742;

/** A bar of the frame: lit on the edge towards the sky, dark towards the room. */
const bar = ({ ctx }: Sheet, box: readonly [number, number, number, number], wood: Colour, rim: Colour): void => {
  const [x, y, width, height] = box;
  const upright = height > width;
  const round = upright ? ctx.createLinearGradient(x, 0, x + width, 0) : ctx.createLinearGradient(0, y, 0, y + height);
  round.addColorStop(0, mix(wood, rim, 0.5));
  round.addColorStop(0.12, mix(wood, rim, 0.12));
  round.addColorStop(0.5, wood);
  round.addColorStop(0.9, mix(wood, '#08080e', 0.35));
  round.addColorStop(1, mix(wood, rim, 0.3));
  ctx.fillStyle = round;
  ctx.fillRect(x, y, width, height);
};

/** Higher than the picture: date and place stand on the sky above the poem. */
const paintFrame = (scenery: Scenery, sheet: Sheet): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('frame');
  const wood = mix(scenery.dimmed(own.pick(['#5f4636', '#4c4a48', '#6b5240', '#e4ddd0']), 1), tones.silhouette, 0.4);
  const rim = mix(tones.sky.at(-1) ?? tones.mist, tones.shine, 0.25);
  bar(sheet, [-10, 0, 84, SILL + 20], wood, rim);
  bar(sheet, [1012, 0, 90, SILL + 20], wood, rim);
  bar(sheet, [MULLION, 0, own.between(22, 30), SILL], wood, rim);
  if (own.chance(0.45)) bar(sheet, [MULLION, own.between(1080, 1220), WIDTH - MULLION, 20], wood, rim);
  bar(sheet, [0, SILL - 34, WIDTH, 46], wood, rim);
};

/** The sill: a broad board with its grain, the window's light on its far half, the lamp's on the near one. */
const paintSill = (scenery: Scenery, sheet: Sheet): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('sill');
  const [far, near] = [channels(tones.water[0]), channels(tones.water[1])];
  const sky = channels(mix(tones.sky.at(-1) ?? tones.mist, tones.shine, 0.2));
  paintField(sheet, { x: 0, y: SILL + 8, width: WIDTH, height: HEIGHT - SILL }, 3, (x, y, out, at) => {
    const part = clamp((y - SILL) / (HEIGHT - SILL));
    const spread = (x - WIDTH / 2) / (0.75 + part * 0.5);
    const grain = own.cloud(spread * 0.0022, part * 8, 4, 0.6);
    const knot = own.noise(spread * 0.001 + 4, part * 34) * 0.35;
    const sheen = Math.exp(-((part / 0.2) ** 2)) * 0.42;
    for (let band = 0; band < 3; band++) {
      const wood = (far[band] ?? 0) * (1 - part) + (near[band] ?? 0) * part;
      out[at + band] = wood * (1 + grain * 0.16 + knot * 0.1) * (1 - sheen) + (sky[band] ?? 0) * sheen;
    }
    out[at + 3] = 255;
  });
  const { ctx } = sheet;
  const under = ctx.createLinearGradient(0, SILL + 6, 0, SILL + 60);
  under.addColorStop(0, 'rgba(12,8,10,.45)');
  under.addColorStop(1, 'rgba(12,8,10,0)');
  ctx.fillStyle = under;
  ctx.fillRect(0, SILL + 6, WIDTH, 60);
};

/** What hangs at the right side: a curtain, or a plant from its shelf above. */
const paintSide = (scenery: Scenery, sheet: Sheet): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('side');
  const brush = { ...sheet, chance: own };
  if (!scenery.mirrored) {
    const [from, waist] = [own.between(0.8, 0.86) * WIDTH, own.between(0.87, 0.91) * WIDTH];
    curtain(brush, {
      bottom: HEIGHT + 30,
      edge: (part) => from + (waist - from) * Math.sin(Math.PI * part) ** 1.3 + part * 30,
      cloth: scenery.dimmed(own.pick(['#e9e0d0', '#d8c3ac', '#b9c4c0', '#c9a08a']), 0.95),
      shade: mix(scenery.dimmed('#6d6058', 1.1), tones.silhouette, 0.35),
      light: tones.mist,
      weight: own.between(0.8, 0.94),
    });
    return;
  }
  const greens = ['#5f9a5c', '#86b56a', '#3f7a4c'] as const;
  for (let vine = 0; vine < 7; vine++) {
    const x = own.between(0.8, 1.01) * WIDTH;
    const length = own.between(260, 780);
    const sway = own.between(-0.05, 0.08);
    const tips = Array.from({ length: Math.floor(length / 30) }, (_, step) => ({
      x: x + sway * step * 30 + Math.sin(step * 0.5 + x) * 9,
      y: 60 + step * 30,
      angle: Math.PI / 2 + (step % 2 === 0 ? 0.7 : -0.7),
    }));
    sheet.ctx.strokeStyle = rgba(scenery.dimmed('#5d7a4a'), 0.9);
    sheet.ctx.lineWidth = 2.4;
    sheet.ctx.beginPath();
    for (const tip of tips) sheet.ctx.lineTo(tip.x, tip.y);
    sheet.ctx.stroke();
    leafage(brush, tips, {
      colours: [scenery.dimmed(greens[0]), scenery.dimmed(greens[1]), scenery.dimmed(greens[2])],
      size: own.between(30, 40),
    });
  }
};

const paintVase = (scenery: Scenery, sheet: Sheet, rim: Colour): void => {
  const { tones } = scenery;
  const own = scenery.chance.fork('vase');
  const [x, y, size] = [scenery.across(own.between(0.76, 0.82)) * WIDTH, own.between(1872, 1896), own.between(62, 74)];
  framingBranch(scenery, sheet, {
    x,
    y: y - size * MOUTH + 14,
    angle: -Math.PI / 2 + scenery.facing * own.between(0.02, 0.2),
    length: own.between(380, 460),
    width: 13,
    droop: scenery.facing * -0.006,
    sheltered: true,
  });
  vase(sheet, {
    x,
    y,
    size,
    glaze: scenery.dimmed(own.pick(['#a9c4b6', '#e8e2d4', '#7f97a8', '#b97a5c']), 0.9),
    shade: mix(tones.silhouette, '#2c2022', 0.4),
    rim,
  });
};

/** The cat that keeps somebody company, or the books that do. */
const paintCompany = (scenery: Scenery, sheet: Sheet, { rim, shade }: { rim: Colour; shade: Colour }): void => {
  const own = scenery.chance.fork('company');
  const brush = { ...sheet, chance: own };
  const left = scenery.across(own.between(0.24, 0.3)) * WIDTH;
  if (own.chance(0.66))
    cat(brush, {
      x: left,
      y: own.between(1838, 1856),
      size: own.between(300, 350),
      coat: scenery.dimmed(own.pick(['#3a3434', '#c98a52', '#8c8682', '#e9e2d6', '#4a4648']), 0.9),
      shade,
      rim,
      facing: own.chance(0.5) ? 1 : -1,
    });
  else
    books(brush, {
      x: left,
      y: 1880,
      size: 270,
      covers: own.chance(0.5)
        ? ['#7a4a3c', '#c9b48a', '#3f5f6e'].map((cover) => scenery.dimmed(cover))
        : ['#3f5a52', '#a8503f'].map((cover) => scenery.dimmed(cover)),
      pages: scenery.dimmed('#efe6d2'),
      rim,
    });
};

const paintThings = (scenery: Scenery, sheet: Sheet): void => {
  const { tones, spec } = scenery;
  const own = scenery.chance.fork('things');
  const brush = { ...sheet, chance: own };
  const rim = mix(tones.sky.at(-1) ?? tones.mist, tones.shine, 0.5);
  const shade = mix(tones.silhouette, '#2c2022', 0.4);
  paintVase(scenery, sheet, rim);
  paintCompany(scenery, sheet, { rim, shade });
  letter(brush, {
    x: scenery.across(0.4) * WIDTH,
    y: 1990,
    size: 190,
    paper: scenery.dimmed('#f6efdf', 0.8),
    ink: shade,
  });
  teacup(brush, {
    x: scenery.across(own.between(0.55, 0.6)) * WIDTH,
    y: own.between(1930, 1950),
    size: own.between(56, 66),
    glaze: scenery.dimmed(own.pick(['#f1ece0', '#c9d6d2', '#d98f6a', '#6f8494']), 0.85),
    shade,
    rim,
    tea: spec.season === 'summer' ? '#9fb06a' : '#a8683a',
    facing: scenery.facing,
  });
};

/** The warm side of the glass: frame, sill, what stands on it, and a lamp that is on when it is dark. */
export const paintRoom = (scenery: Scenery): void => {
  const sheet = scenery.plane('room');
  paintFrame(scenery, sheet);
  paintSill(scenery, sheet);
  paintSide(scenery, sheet);
  paintThings(scenery, sheet);
  const warmth = { dawn: 0.24, day: 0.08, dusk: 0.42, night: 0.46 }[scenery.spec.partOfDay];
  const { ctx } = sheet;
  ctx.save();
  ctx.globalCompositeOperation = 'source-atop';
  const lamp = ctx.createRadialGradient(
    scenery.across(0.06) * WIDTH,
    HEIGHT,
    0,
    scenery.across(0.06) * WIDTH,
    HEIGHT,
    900,
  );
  lamp.addColorStop(0, rgba('#ffb866', warmth));
  lamp.addColorStop(0.5, rgba('#ff9f4e', warmth * 0.4));
  lamp.addColorStop(1, rgba('#ff9f4e', 0));
  ctx.fillStyle = lamp;
  ctx.fillRect(0, 1100, WIDTH, HEIGHT);
  ctx.restore();
};
