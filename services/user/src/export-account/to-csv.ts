/** A cell; a number or a truth stays one, null is empty. */
export type CsvCell = string | number | boolean | null;

/** Tells a spreadsheet that the bytes are UTF-8. */
export const byteOrderMark = '\uFEFF';

/**
 * What makes a spreadsheet take a text for a formula: these characters, in full width too, at the beginning or after
 * blanks and control characters that it drops (OWASP, CSV Injection; ASVS 5.0 V1.2.10).
 */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** One record by RFC 4180, with its CRLF. A text that could be a formula gets an apostrophe before it. */
export const toCsv = (cells: readonly CsvCell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
