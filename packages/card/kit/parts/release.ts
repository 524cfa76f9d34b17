import { all, between, root } from './page.js';

/** At most this many lanterns or boats are on their way at once. */
const CROWD = 12;

/** By then it is out of sight. */
const GONE_MS = 12_000;

/** Every `[data-release]` sends a copy of the `<template>` that it names on its way, and counts them in `data-count`. */
export function startRelease(): void {
  for (const button of all('[data-release]')) {
    const pattern = document.querySelector<HTMLTemplateElement>(button.dataset.release ?? '');
    const sky = pattern?.parentElement;
    if (!pattern || !sky) continue;
    button.addEventListener('click', () => {
      const one = pattern.content.firstElementChild?.cloneNode(true);
      if (!(one instanceof Element)) return;
      one.setAttribute('style', `--dx:${between(-24, 24).toFixed(0)}vw;--far:${between(0.4, 0.7).toFixed(2)}`);
      root.classList.add('mj-released');
      button.dataset.count = String(Number(button.dataset.count ?? 0) + 1);
      sky.append(one);
      setTimeout(() => one.remove(), GONE_MS);
      const flying = sky.querySelectorAll(`.${one.classList[0] ?? 'mj-none'}`);
      if (flying.length > CROWD) flying[0]?.remove();
    });
  }
}
