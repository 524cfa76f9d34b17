import { z } from 'zod';

const figures = z
  .string()
  .trim()
  .regex(/^-?\d{1,6}(\.\d{1,10})?$/)
  .transform(Number);

/** A measured value, given as a number or in figures; null where it is missing or lies outside of what can be. */
export const measure = (least: number, most: number) =>
  z
    .union([z.number(), figures])
    .nullish()
    .catch(null)
    .transform((value) => (typeof value === 'number' && value >= least && value <= most ? value : null));
