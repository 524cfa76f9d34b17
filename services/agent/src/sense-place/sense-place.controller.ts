import type { RouteInput } from '@mojian/contracts/route';
import { reverseLocation } from '@mojian/contracts/routes/senses.routes';
import type { SensedPlace } from '@mojian/contracts/sensed';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { askedPosition } from '../sensing/position.js';
import { Surroundings } from '../sensing/surroundings.js';

@Controller()
export class SensePlaceController {
  constructor(private readonly surroundings: Surroundings) {}

  @Handle(reverseLocation)
  async reverse(@Input() { query }: RouteInput<typeof reverseLocation>): Promise<SensedPlace> {
    const position = askedPosition(query);
    return position ? this.surroundings.place(position, query.language) : this.surroundings.nowhere();
  }
}
