import { type Colour, mix } from '../colour.js';
import { type Sheet, WIDTH } from '../easel.js';
import { pine } from './pine.js';
import { type Ridge, ridgeAt } from './ridge.js';

interface Wood {
  readonly ridge: Ridge;
  readonly count: number;
  readonly heights: readonly [number, number];
  readonly tints: readonly [Colour, Colour];
  readonly snow: Colour;
  /** Whether a tree may stand at this part of the width. */
  readonly grows: (part: number) => boolean;
}

/** A wood along a ridge, painted from its far trees to its near ones. */
export const wood = (sheet: Sheet, { ridge, count, heights, tints, snow, grows }: Wood): void => {
  const { chance } = sheet;
  for (let tree = 0; tree < count; tree++) {
    const part = chance.between(-0.02, 1.02);
    const stand = chance.cloud(part * 3.4, 8.8, 2);
    if (!grows(part) || stand < -0.28) continue;
    const y = ridgeAt(ridge, part * WIDTH) + 4 + (tree / count) * 34;
    const height = chance.between(...heights) * (0.82 + stand * 0.5);
    pine(sheet, { x: part * WIDTH, y, height, colour: mix(tints[0], tints[1], chance.unit()), snow });
  }
};
