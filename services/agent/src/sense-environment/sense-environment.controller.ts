import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getEnvironment } from '@mojian/contracts/routes/senses.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { askedPosition } from '../sensing/position.js';
import { Surroundings } from '../sensing/surroundings.js';

@Controller()
export class SenseEnvironmentController {
  constructor(private readonly surroundings: Surroundings) {}

  @Handle(getEnvironment)
  async environment(@Input() { query }: RouteInput<typeof getEnvironment>): Promise<RouteReply<typeof getEnvironment>> {
    const position = askedPosition(query);
    const [place, weather] = await Promise.all([
      position && this.surroundings.place(position, query.language),
      this.surroundings.weather(position, query.language),
    ]);
    return {
      place,
      weather,
      almanac: this.surroundings.almanac(position),
    };
  }
}
