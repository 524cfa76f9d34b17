import { AppError } from '@mojian/contracts/app-error';
import type { RequestHandler } from 'express';

/** RFC 3986 `pchar` and `/`, without `;`, which some servers take for the start of parameters. */
const plainPath = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@/]|%[0-9A-Fa-f]{2})*$/;
/** Escapes that something behind could take for path syntax, for nothing (`%00`) or for another escape (`%25`). */
const escapedSyntax = /%(?:2[eEfF5]|5[cC]|3[bBfF]|23|[01][0-9A-Fa-f]|7[fF])/;
/** Letters, digits, `-`, `_` and `~` have one spelling, the plain one. */
const escapedPlainCharacter = /%(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9]|[57][aA]|2[dD]|5[fF]|7[eE])/;
const dotSegment = /\/\.{1,2}(?:\/|$)/;

/** True for a path that has one reading only, whoever reads it. */
function isCanonicalPath(path: string): boolean {
  if (!plainPath.test(path) || path.includes('//') || dotSegment.test(path)) return false;
  return !path.includes('%') || (!escapedSyntax.test(path) && !escapedPlainCharacter.test(path) && isUtf8(path));
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    // The only way that decodeURIComponent has of saying no.
    return false;
  }
}

/** A path is never repaired: the string that is authorised is the string that is routed. */
export const checkPath: RequestHandler = (request, _response, next) => {
  const path = request.url.split('?', 1)[0] ?? '';
  if (!isCanonicalPath(path)) throw new AppError('PATH_NOT_CANONICAL', 'the path has more than one reading');
  next();
};
