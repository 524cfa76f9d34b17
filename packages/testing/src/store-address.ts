/** The address that `start-stores` left for the specs. */
export const storeAddress = (variable: string): string => {
  const url = process.env[variable];
  if (url === undefined)
    throw new Error(`${variable} is not set: run the specs with the globalSetup of jest.config.mjs.`);
  return url;
};
