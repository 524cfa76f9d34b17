import type { RouteReply } from '@mojian/contracts/route';
import { getWeather } from '@mojian/contracts/routes/senses.routes';
import { Handle } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { Surroundings } from '../sensing/surroundings.js';

@Controller()
export class SenseWeatherController {
  constructor(private readonly surroundings: Surroundings) {}

  @Handle(getWeather)
  async weather(): Promise<RouteReply<typeof getWeather>> {
    const weather = this.surroundings.weather();
    return { ...weather, description: weather.weather_text };
  }
}
