import type { RouteOutput } from '@mojian/contracts/route';
import { getEnvironment } from '@mojian/contracts/routes/senses.routes';
import { createClient } from '@mojian/sdk/create-client';
import { element } from './element.js';

interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const LOCATE_TIMEOUT_MS = 10_000;

/** The line of today, and, only when the person asks for it, where they are. */
export class Surroundings {
  position: Position | null = null;
  private readonly line = element('almanac', HTMLParagraphElement);
  private readonly button = element('locate', HTMLButtonElement);
  private readonly client = createClient({ getEnvironment }, { baseUrl: location.origin });

  constructor() {
    this.button.hidden = !('geolocation' in navigator) || !window.isSecureContext;
    this.button.addEventListener('click', () => this.locate());
  }

  async show(): Promise<void> {
    try {
      const query = this.position ? { ...this.position, coord_type: 'wgs84' as const } : {};
      this.line.textContent = sentence(await this.client.getEnvironment({ query }));
    } catch {
      // The line is an ornament: without it the page works as well.
      this.line.textContent = '';
    }
  }

  private locate(): void {
    this.button.disabled = true;
    this.button.textContent = '正在看你在哪里…';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.position = { latitude: coords.latitude, longitude: coords.longitude };
        this.button.textContent = '已加上你在的地方';
        void this.show();
      },
      () => {
        this.button.disabled = false;
        this.button.textContent = '没能得到位置，点这里再试';
      },
      { timeout: LOCATE_TIMEOUT_MS, maximumAge: 600_000 },
    );
  }
}

function sentence({ almanac, place }: RouteOutput<typeof getEnvironment>): string {
  const parts = [place?.name, almanac.festival, almanac.solar_term, almanac.lunar_date, almanac.moon.name];
  return parts.filter((part): part is string => Boolean(part)).join(' · ');
}
