/** A card that has said nothing by then is shown as its poster. */
const PATIENCE_MS = 5000;

const frame = document.querySelector<HTMLIFrameElement>('#card');
const veil = document.querySelector<HTMLElement>('#veil');
const fallback = document.querySelector<HTMLImageElement>('#fallback');

const reveal = (image: HTMLImageElement | null): void => {
  const source = image?.dataset.src;
  if (image && source && !image.src) image.src = source;
};

/** The veil goes when the card is there, or when the poster takes its place. */
const lift = (): void => veil?.classList.add('lifted');

const timer = window.setTimeout(() => {
  lift();
  reveal(fallback);
  if (fallback) fallback.hidden = false;
  frame?.remove();
}, PATIENCE_MS);

const isReady = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'ready';

// The card's origin is opaque, so its window is what tells it from any other sender.
window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (!frame?.contentWindow || source !== frame.contentWindow || !isReady(data)) return;
  window.clearTimeout(timer);
  lift();
});

for (const opener of document.querySelectorAll<HTMLElement>('[data-opens]')) {
  opener.addEventListener('click', () => {
    const dialog = document.getElementById(opener.dataset.opens ?? '');
    if (!(dialog instanceof HTMLDialogElement)) return;
    reveal(dialog.querySelector('img'));
    dialog.showModal();
  });
}

for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

const { ground, accent } = document.body.dataset;
if (ground) document.documentElement.style.setProperty('--ground', ground);
if (accent) document.documentElement.style.setProperty('--accent', accent);

// The brush's characters for what people wrote; the page stands without them.
const href = document.body.dataset.brush;
if (href) document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
