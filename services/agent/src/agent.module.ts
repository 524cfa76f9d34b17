import { type DynamicModule, Module } from '@nestjs/common';
import { SenseEnvironmentController } from './sense-environment/sense-environment.controller.js';
import { SensePlaceController } from './sense-place/sense-place.controller.js';
import { SenseTrendsController } from './sense-trends/sense-trends.controller.js';
import { SenseWeatherController } from './sense-weather/sense-weather.controller.js';
import { Surroundings } from './sensing/surroundings.js';

export const agentControllers = [
  SensePlaceController,
  SenseWeatherController,
  SenseTrendsController,
  SenseEnvironmentController,
];

/** Nest names a module by a class. */
@Module({})
class AgentModule {}

/** The senses over HTTP. */
export const agentModule = (surroundings: Surroundings): DynamicModule => ({
  module: AgentModule,
  controllers: agentControllers,
  providers: [{ provide: Surroundings, useValue: surroundings }],
});
