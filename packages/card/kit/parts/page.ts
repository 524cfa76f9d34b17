/** The one element whose classes tell the card's state: `mj-sealed`, `mj-opening`, `mj-open`, `mj-turned`, `mj-still`. */
export const root = document.documentElement;

/** Whether the person asked for calm: then nothing moves by itself and every change is immediate. */
export const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

export const all = <T extends Element = HTMLElement>(selector: string): T[] => [
  ...document.querySelectorAll<T>(selector),
];

export const after = (seconds: number, act: () => void): void => {
  setTimeout(act, still ? 0 : seconds * 1000);
};

/** A random number in a range; only for movement, never for what a card says. */
export const between = (low: number, high: number): number => low + Math.random() * (high - low);

type Frame = (seconds: number, step: number) => void;
const frames: Frame[] = [];
let last = 0;

/** Calls `draw` every frame while the picture is to be seen; once only when the person asked for calm. */
export function everyFrame(draw: Frame): void {
  frames.push(draw);
  if (frames.length === 1) requestAnimationFrame(turn);
}

function turn(now: number): void {
  const step = Math.min(0.05, (now - last) / 1000);
  last = now;
  if (!document.hidden && !root.classList.contains('mj-turned')) for (const draw of frames) draw(now / 1000, step);
  if (!still) requestAnimationFrame(turn);
}

/** A canvas of its element's size at up to two device pixels; gives its context and size in CSS pixels. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
): { pen: CanvasRenderingContext2D; size: { w: number; h: number } } | null {
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  const size = { w: 0, h: 0 };
  const fit = (): void => {
    const scale = Math.min(2, devicePixelRatio || 1);
    size.w = canvas.clientWidth;
    size.h = canvas.clientHeight;
    canvas.width = size.w * scale;
    canvas.height = size.h * scale;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
  };
  fit();
  addEventListener('resize', fit);
  return { pen, size };
}
