import { GlobalFonts } from '@napi-rs/canvas';
import { readBodyFont } from './body-font.js';

const family = 'Mojian WenKai';
let registered: Promise<string> | null = null;

/** Name of the family to draw text with; its font is read once in a process. */
export const registeredFont = (): Promise<string> => {
  registered ??= readBodyFont().then((font) => {
    GlobalFonts.register(font, family);
    return family;
  });
  return registered;
};
