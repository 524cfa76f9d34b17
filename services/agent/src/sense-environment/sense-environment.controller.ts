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
    return {
      place: position && (await this.surroundings.place(position, query.language)),
      weather: this.surroundings.weather(),
      almanac: this.surroundings.almanac(position),
    };
  }
}
