/**
 * What user names and e-mail addresses are compared by: no two accounts differ by case or by a compatible character
 * alone. Full case folding is approached by folding up, then down (`ß` and `SS` are one, `ı` and `i` are one).
 */
const fold = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** The key of a user name; at most 100 characters for one of 50. */
export const usernameKey = (username: string): string => fold(username.trim()).slice(0, 100);

/** The key of an e-mail address. */
export const emailKey = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
