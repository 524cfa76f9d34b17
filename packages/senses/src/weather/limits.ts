import { measure } from '../remote/measure.js';

/** What was ever measured on earth, with some room. */
export const Temperature = measure(-90, 60);
export const Humidity = measure(0, 100);
/** km/h */
export const WindSpeed = measure(0, 410);
