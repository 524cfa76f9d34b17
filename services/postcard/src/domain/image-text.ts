const PREFIX = /^data:[a-z0-9.+/-]{1,60};base64,/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Bytes of a picture that was sent as base64, with or without a data URL's beginning; null for other text. */
export function readImageText(text: string): Buffer | null {
  const encoded = text.replace(PREFIX, '').replaceAll(/[\r\n]/g, '');
  return BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : null;
}
