import { focusTurn, openCover } from './cover.js';
import { after, all, root } from './page.js';

/** Turns the card over; what faces away cannot be reached by touch, key or screen reader. */
function turnCard(): void {
  openCover('at once');
  const turned = root.classList.toggle('mj-turned');
  for (const face of all('[data-face]')) face.inert = (face.dataset.face === 'back') !== turned;
  // Not before the new face is visible, half-way round.
  after(0.6, () => focusTurn(turned ? 'back' : 'front'));
}

/** Every `[data-turn]` turns the card. */
export function startFlip(): void {
  for (const face of all('[data-face=back]')) face.inert = true;
  for (const button of all('[data-turn]')) {
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      turnCard();
    });
  }
}
