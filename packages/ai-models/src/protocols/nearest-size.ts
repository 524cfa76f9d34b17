/** Width and height in pixels. */
export type Size = readonly [width: number, height: number];

/** Of the sizes that a model paints, the one whose shape is nearest; of two such, the one with the nearer area. */
export function nearestSize(
  { width, height }: { readonly width: number; readonly height: number },
  sizes: readonly Size[],
) {
  const distance = ([w, h]: Size): number =>
    Math.abs(Math.log((w * height) / (h * width))) + Math.abs(Math.log((w * h) / (width * height))) / 100;
  return sizes.reduce((best, size) => (distance(size) < distance(best) ? size : best));
}
