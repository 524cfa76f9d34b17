/**
 * What user names and e-mail addresses are compared by: no two accounts differ by case or by a compatible character
 * alone. Case folding by way of the upper case, so that `ß` and `SS` are one.
 */
const fold = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** The key of a user name: at most twice as long as the name. */
export const usernameKey = (username: string): string => fold(username.trim());

/** The key of an e-mail address. */
export const emailKey = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
