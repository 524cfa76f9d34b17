import { describe, expect, it } from '@jest/globals';
import { createDeparture } from './departure.js';

describe('a gateway that ends', () => {
  it('waits for nobody where nobody asks whether it is ready, or nobody does any more', async () => {
    let now = 0;
    const departure = createDeparture(() => now);
    await departure.announce();
    const other = createDeparture(() => now);
    expect(other.asked()).toBe(false);
    now = 11_000;
    await other.announce();
    expect(other.asked()).toBe(true);
  });

  it('is not gone before whoever asks has been told', async () => {
    const departure = createDeparture(() => 0);
    expect(departure.asked()).toBe(false);
    let isGone = false;
    const gone = departure.announce().then(() => {
      isGone = true;
    });
    await new Promise(setImmediate);
    expect(isGone).toBe(false);
    expect(departure.asked()).toBe(true);
    await gone;
  });
});
