/** Whether a thrown thing is the system's error of this code, as `EEXIST`. Holds across realms, unlike `instanceof`. */
export const hasErrorCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
