import type { PageTemplate } from '../page-template.js';
import { envelope } from './envelope.js';
import { flipBook } from './flip-book.js';
import { frostedWindow } from './frosted-window.js';
import { lantern } from './lantern.js';
import { paperBoat } from './paper-boat.js';
import { scratchStamp } from './scratch-stamp.js';
import { selfDrawnInk } from './self-drawn-ink.js';
import { windBell } from './wind-bell.js';

/** Every way of opening a card. A new one is a module and a line here. */
export const pageTemplates: readonly PageTemplate[] = [
  envelope,
  frostedWindow,
  lantern,
  paperBoat,
  windBell,
  selfDrawnInk,
  scratchStamp,
  flipBook,
];
