import { clamp, lerp } from '../chance.js';
import { type Colour, mix, rgba } from '../colour.js';
import { fillOutline, type Sheet } from '../easel.js';

export interface Koi {
  /** Its head. */
  readonly x: number;
  readonly y: number;
  readonly length: number;
  /** Where it swims to, radians, 0 to the right, clockwise, as seen from straight above. */
  readonly heading: number;
  /** How its body bends: radians over its length. */
  readonly bend: number;
  readonly body: Colour;
  readonly patch: Colour;
  /** What the water above it takes from its colours, 0..1. */
  readonly depth: number;
  readonly water: Colour;
}

interface Joint {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  /** Half breadth of the body there. */
  readonly half: number;
}

/** How flat the surface is seen from where we stand. */
export const POND_TILT = 0.62;
const JOINTS = 28;

const halfAt = (part: number): number =>
  0.115 * Math.sin(Math.PI * clamp(part * 0.94 + 0.1) ** 0.72) ** 0.8 * lerp(1, 0.62, part) + 0.012;

const spineOf = ({ length, heading, bend }: Koi, phase: number): Joint[] => {
  const joints: Joint[] = [];
  let [x, y] = [0, 0];
  for (let joint = 0; joint < JOINTS; joint++) {
    const part = joint / (JOINTS - 1);
    const angle = heading + bend * part ** 1.4 + 0.3 * Math.sin(phase + part * 5.2) * part;
    joints.push({ x, y, angle, half: halfAt(part) * length });
    x -= (Math.cos(angle) * length * 0.8) / JOINTS;
    y -= (Math.sin(angle) * length * 0.8) / JOINTS;
  }
  return joints;
};

/** A round nose before the first joint. */
const noseOf = ([head]: readonly Joint[], grow: number): [number, number][] =>
  head === undefined
    ? []
    : [1.2, 0.8, 0.4, 0, -0.4, -0.8, -1.2].map((turn) => {
        const [along, aside] = [Math.cos(turn) * head.half * 1.15, Math.sin(turn) * head.half * grow];
        return [
          head.x + Math.cos(head.angle) * along + Math.sin(head.angle) * aside,
          head.y + Math.sin(head.angle) * along - Math.cos(head.angle) * aside,
        ];
      });

const outlineOf = (joints: readonly Joint[], grow = 1): [number, number][] => [
  ...noseOf(joints, grow).toReversed(),
  ...joints.map(({ x, y, angle, half }): [number, number] => [
    x - Math.sin(angle) * half * grow,
    y + Math.cos(angle) * half * grow,
  ]),
  ...joints
    .map(({ x, y, angle, half }): [number, number] => [
      x + Math.sin(angle) * half * grow,
      y - Math.cos(angle) * half * grow,
    ])
    .toReversed(),
];

/** A veil of a fin with its rays, from the origin along +x. */
const fin = ({ ctx, chance }: Sheet, length: number, breadth: number, colour: Colour): void => {
  const veil = ctx.createLinearGradient(0, 0, length, 0);
  veil.addColorStop(0, rgba(colour, 0.8));
  veil.addColorStop(1, rgba(colour, 0.12));
  ctx.fillStyle = veil;
  ctx.beginPath();
  ctx.moveTo(0, -breadth * 0.14);
  ctx.quadraticCurveTo(length * 0.55, -breadth * 0.75, length, -breadth * 0.5);
  ctx.quadraticCurveTo(length * 0.9, 0, length * 0.96, breadth * 0.5);
  ctx.quadraticCurveTo(length * 0.5, breadth * 0.45, 0, breadth * 0.14);
  ctx.fill();
  ctx.lineWidth = Math.max(0.6, length * 0.012);
  for (let ray = 0; ray < 9; ray++) {
    const across = lerp(-0.46, 0.44, ray / 8);
    ctx.strokeStyle = rgba('#ffffff', chance.between(0.12, 0.3));
    ctx.beginPath();
    ctx.moveTo(length * 0.06, across * breadth * 0.2);
    ctx.quadraticCurveTo(length * 0.5, across * breadth * 1.05, length * 0.93, across * breadth);
    ctx.stroke();
  }
};

const finsOf = (sheet: Sheet, joints: readonly Joint[], length: number, colour: Colour): void => {
  const { ctx, chance } = sheet;
  for (const [joint, reach, breadth] of [
    [7, 0.23, 0.17],
    [16, 0.12, 0.09],
  ] as const) {
    const at = joints[joint];
    if (at === undefined) continue;
    for (const side of [-1, 1]) {
      ctx.save();
      ctx.translate(at.x - Math.sin(at.angle) * at.half * 0.7 * side, at.y + Math.cos(at.angle) * at.half * 0.7 * side);
      ctx.rotate(at.angle + side * chance.between(1.75, 2.2));
      fin(sheet, length * reach, length * breadth, colour);
      ctx.restore();
    }
  }
  const tail = joints.at(-1);
  if (tail === undefined) return;
  for (const side of [-1, 1]) {
    ctx.save();
    ctx.translate(tail.x, tail.y);
    ctx.rotate(tail.angle + Math.PI + side * 0.26);
    fin(sheet, length * 0.32, length * 0.2, colour);
    ctx.restore();
  }
};

/** Red or gold plates along the back, each with an uneven edge, and rows of scales. */
const markings = ({ ctx, chance }: Sheet, joints: readonly Joint[], { patch, length }: Koi): void => {
  ctx.fillStyle = patch;
  for (const home of [1.2, 7.5, 14, 20.5]) {
    const at = joints[Math.round(home + chance.between(-0.8, 0.8))];
    if (at === undefined || (home > 2 && chance.chance(0.16))) continue;
    const off = chance.between(-0.45, 0.45) * at.half;
    const size = at.half * chance.between(0.75, 1.15);
    const points: [number, number][] = [];
    for (let step = 0; step < 40; step++) {
      const turn = (step / 40) * Math.PI * 2;
      const reach = size * (1 + 0.26 * chance.noise(Math.cos(turn) * 0.9 + home * 3, Math.sin(turn) * 0.9));
      const [along, aside] = [Math.cos(turn) * reach * 1.25, Math.sin(turn) * reach + off];
      points.push([
        at.x + Math.cos(at.angle) * along - Math.sin(at.angle) * aside,
        at.y + Math.sin(at.angle) * along + Math.cos(at.angle) * aside,
      ]);
    }
    fillOutline(ctx, points);
  }
  ctx.strokeStyle = 'rgba(96,40,24,.2)';
  ctx.lineWidth = Math.max(0.5, length * 0.003);
  joints.slice(5, -4).forEach(({ x, y, angle, half }, index) => {
    for (let scale = -3; scale <= 3; scale++) {
      const off = (scale + (index % 2) / 2) * half * 0.29;
      ctx.beginPath();
      ctx.arc(x - Math.sin(angle) * off, y + Math.cos(angle) * off, half * 0.19, angle + 1.9, angle + 4.4);
      ctx.stroke();
    }
  });
};

const face = ({ ctx }: Sheet, joints: readonly Joint[], length: number): void => {
  const at = joints[2];
  if (at === undefined) return;
  ctx.fillStyle = '#1c1614';
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.arc(
      at.x - Math.sin(at.angle) * at.half * 0.86 * side,
      at.y + Math.cos(at.angle) * at.half * 0.86 * side,
      length * 0.014,
      0,
      7,
    );
    ctx.fill();
  }
};

/** Light from above on the back, and roundness at the sides. */
const model = ({ ctx }: Sheet, joints: readonly Joint[], length: number): void => {
  for (const [off, colour, width] of [
    [0.92, 'rgba(40,30,40,.2)', 0.07],
    [-0.92, 'rgba(40,30,40,.12)', 0.05],
    [-0.24, 'rgba(255,255,255,.1)', 0.075],
    [-0.24, 'rgba(255,255,255,.13)', 0.04],
    [-0.26, 'rgba(255,255,255,.16)', 0.014],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineCap = 'round';
    ctx.lineWidth = length * width;
    ctx.beginPath();
    for (const { x, y, angle, half } of joints.slice(2, -3))
      ctx.lineTo(x - Math.sin(angle) * half * off, y + Math.cos(angle) * half * off);
    ctx.stroke();
  }
};

/** A koi under the surface, seen from above at an angle, with its shadow on the ground. */
export const koi = (sheet: Sheet, fish: Koi): void => {
  const { ctx, chance } = sheet;
  const { length, depth, water } = fish;
  const joints = spineOf(fish, chance.between(0, 6));
  const body = mix(fish.body, water, depth * 0.5);
  const shown = { ...fish, patch: mix(fish.patch, water, depth * 0.45) };
  ctx.save();
  ctx.translate(fish.x, fish.y);
  ctx.scale(1, POND_TILT);
  ctx.save();
  ctx.translate(length * 0.1, length * 0.3);
  ctx.fillStyle = 'rgba(4,22,26,.09)';
  for (const grow of [1.7, 1.4, 1.15, 0.9]) fillOutline(ctx, outlineOf(joints, grow));
  ctx.restore();
  finsOf(sheet, joints, length, mix(body, shown.patch, 0.18));
  ctx.fillStyle = body;
  fillOutline(ctx, outlineOf(joints));
  ctx.save();
  ctx.beginPath();
  for (const point of outlineOf(joints)) ctx.lineTo(...point);
  ctx.clip();
  markings(sheet, joints, shown);
  model(sheet, joints, length);
  ctx.restore();
  face(sheet, joints, length);
  ctx.restore();
};
