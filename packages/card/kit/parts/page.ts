/** The one element whose classes tell the card's state: `mj-sealed`, `mj-opening`, `mj-open`, `mj-turned`, `mj-still`. */
export const root = document.documentElement;

/** Whether the person asked for calm: then nothing moves by itself and every change is immediate. */
export const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

export const all = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] => [
  ...within.querySelectorAll<T>(selector),
];

export const after = (seconds: number, act: () => void): void => {
  setTimeout(act, still ? 0 : seconds * 1000);
};

/** A number that the page wrote into a `data-` attribute. */
export const told = ({ dataset }: HTMLElement, name: string, otherwise: number): number =>
  Number(dataset[name] ?? otherwise);

/** Counts a use of the element in a `data-` attribute, and begins its `mj-played` animation anew. */
export function count(element: HTMLElement, name = 'count'): void {
  element.dataset[name] = String(told(element, name, 0) + 1);
  element.classList.remove('mj-played');
  // Asking for a size makes the browser see the element without the class.
  if (element.offsetWidth >= 0) element.classList.add('mj-played');
}

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

/** What draws on a canvas, and the canvas's size in CSS pixels. */
export interface Sheet {
  readonly pen: CanvasRenderingContext2D;
  readonly size: { w: number; h: number };
}

/** Gives a canvas its element's size at up to two device pixels; null where nothing can be drawn. */
export function fitCanvas(canvas: HTMLCanvasElement): Sheet | null {
  const pen = canvas.getContext('2d');
  const scale = Math.min(2, devicePixelRatio || 1);
  const size = { w: canvas.clientWidth, h: canvas.clientHeight };
  canvas.width = size.w * scale;
  canvas.height = size.h * scale;
  pen?.scale(scale, scale);
  return pen && { pen, size };
}
