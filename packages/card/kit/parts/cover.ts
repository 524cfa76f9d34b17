import { after, all, root, told } from './page.js';

/** Opens the card's cover, once; `at once` without its play. */
export function openCover(how: 'with play' | 'at once'): void {
  const [cover] = all('[data-cover]');
  if (!cover || !root.classList.contains('mj-sealed')) return;
  root.classList.replace('mj-sealed', 'mj-opening');
  after(how === 'at once' ? 0 : told(cover, 'opening', 0.6), () => {
    root.classList.replace('mj-opening', 'mj-open');
    const held = document.activeElement === cover;
    cover.inert = true;
    for (const card of all('[data-card]')) card.inert = false;
    if (held) focusTurn('front');
    after(told(cover, 'leaving', 1), () => cover.remove());
  });
}

/** Gives the focus to the button that turns the card from this face. */
export function focusTurn(face: 'front' | 'back'): void {
  all(`[data-face=${face}] [data-turn]`)[0]?.focus({ preventScroll: true });
}

/** The cover opens by a tap or a key on it, and by itself after `data-auto` seconds; until then nothing under it is reached. */
export function startCover(): void {
  const [cover] = all('[data-cover]');
  if (!cover) {
    root.classList.add('mj-open');
    return;
  }
  root.classList.add('mj-sealed');
  for (const card of all('[data-card]')) card.inert = true;
  const uncover = (): void => openCover('with play');
  cover.addEventListener('click', uncover);
  setTimeout(uncover, told(cover, 'auto', 5) * 1000);
}
