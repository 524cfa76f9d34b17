import type { PageTemplate } from '../page-template.js';
import { envelope } from './envelope.js';
import { frostedWindow } from './frosted-window.js';
import { lantern } from './lantern.js';

/** Every way of opening a card. A new one is a module and a line here. */
export const pageTemplates: readonly PageTemplate[] = [envelope, frostedWindow, lantern];
