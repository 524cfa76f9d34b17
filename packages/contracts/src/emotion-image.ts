/** Longest drawing that is taken as a data URL, in characters of base64. */
export const EMOTION_IMAGE_CHARACTERS = 5 * 1024 * 1024;
/** Bytes of a body that may hold such a drawing, with the JSON around it. */
export const IMAGE_BODY_LIMIT = 10 * 1024 * 1024;
