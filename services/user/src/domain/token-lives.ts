/** Seconds that the tokens of a mini-program live: clients in the field lose their session with anything shorter. */
export const accessTokenSeconds = 7 * 24 * 3600;
export const refreshTokenSeconds = 30 * 24 * 3600;
