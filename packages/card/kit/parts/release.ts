import { all, between, count, root, told } from './page.js';

/** By then it is out of sight. */
const GONE_MS = 12_000;

/** Every `[data-release]` sends a copy of the `<template>` that it names on its way; at most `data-crowd` (12) are on it at once. */
export function startRelease(): void {
  for (const button of all('[data-release]')) {
    const [pattern] = all<HTMLTemplateElement>(button.dataset.release ?? '');
    const sent: Element[] = [];
    button.addEventListener('click', () => {
      const one = pattern?.content.firstElementChild?.cloneNode(true);
      if (!(one instanceof Element)) return;
      one.setAttribute('style', `--dx:${between(-24, 24).toFixed(0)}vw;--far:${between(0.4, 0.7).toFixed(2)}`);
      root.classList.add('mj-released');
      count(button);
      pattern?.before(one);
      setTimeout(() => one.remove(), GONE_MS);
      if (sent.push(one) > told(button, 'crowd', 12)) sent.shift()?.remove();
    });
  }
}
