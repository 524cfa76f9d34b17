import { startChime } from './parts/chime.js';
import { startCoat } from './parts/coat.js';
import { startCover } from './parts/cover.js';
import { startFlip } from './parts/flip.js';
import { reportToHost } from './parts/host.js';
import { root, still } from './parts/page.js';
import { copyPicture, startPlanes } from './parts/planes.js';
import { partPoem } from './parts/poem.js';
import { startRelease } from './parts/release.js';
import { startWeather } from './parts/weather.js';

/** The picture's planes are data URIs: decoded soon, but not at once. */
const pictureShown = (): Promise<unknown> =>
  Promise.allSettled(
    [...document.querySelectorAll<HTMLImageElement>('.mj-plane img,canvas img')].map((image) => image.decode()),
  );

/** Brings a card to life by its attributes, see README.md. */
async function start(): Promise<void> {
  root.classList.toggle('mj-still', still);
  partPoem();
  startFlip();
  startRelease();
  startChime();
  // A tap counts from the first moment, also where the pictures take their time.
  startCover();
  await pictureShown();
  copyPicture();
  startCoat();
  startPlanes();
  startWeather();
  reportToHost();
}

addEventListener('DOMContentLoaded', () => void start());
