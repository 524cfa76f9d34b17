import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { getWeather } from '@mojian/contracts/routes/senses.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { askedPosition } from '../sensing/position.js';
import { Surroundings } from '../sensing/surroundings.js';

@Controller()
export class SenseWeatherController {
  constructor(private readonly surroundings: Surroundings) {}

  @Handle(getWeather)
  async weather(@Input() { query }: RouteInput<typeof getWeather>): Promise<RouteReply<typeof getWeather>> {
    const weather = await this.surroundings.weather(askedPosition(query), 'zh');
    return { ...weather, description: weather.weather_text };
  }
}
