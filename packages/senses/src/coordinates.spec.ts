import { describe, expect, it } from '@jest/globals';
import { toGcj02, toWgs84 } from './coordinates.js';
import { distanceKm } from './places/geometry.js';

describe('toWgs84', () => {
  it('undoes the shift of maps in China to within a few metres', () => {
    for (const point of [
      { latitude: 30.2429, longitude: 120.1503 },
      { latitude: 39.9163, longitude: 116.3972 },
      { latitude: 24.447, longitude: 118.064 },
    ]) {
      const shifted = toGcj02(point);
      expect(distanceKm(point, shifted)).toBeGreaterThan(0.3);
      expect(distanceKm(point, toWgs84({ ...shifted, coord_type: 'gcj02' }))).toBeLessThan(0.005);
    }
  });

  it.each([
    [37.55, 126.99],
    [35.68, 139.76],
    [21.03, 105.85],
    [25.045, 121.515],
    [48.85, 2.35],
  ])('leaves %d, %d alone, which is outside', (latitude, longitude) => {
    expect(toWgs84({ latitude, longitude, coord_type: 'gcj02' })).toEqual({ latitude, longitude });
    expect(toGcj02({ latitude, longitude })).toEqual({ latitude, longitude });
  });

  it('leaves WGS-84 alone', () => {
    expect(toWgs84({ latitude: 30.24, longitude: 120.15, coord_type: 'wgs84' })).toEqual({
      latitude: 30.24,
      longitude: 120.15,
    });
  });
});
