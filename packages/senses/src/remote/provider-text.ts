/** Letters, figures, and what stands in names: nothing that could be markup, an address or a second line. */
const plain = /^[\p{L}\p{N}·•・（）()\-–—、，。！？：；《》“”‘’…%℃+&~～ ]+$/u;

/** Text from outside that may be shown: one trimmed line of plain characters, not longer than `longest`; else null. */
export const providerText = (text: string, longest: number): string | null => {
  const line = text.normalize('NFC').trim();
  return line !== '' && [...line].length <= longest && plain.test(line) ? line : null;
};
