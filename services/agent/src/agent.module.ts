import { type DynamicModule, Module } from '@nestjs/common';
import { ModelUsageRepository } from './data/model-usage.repository.js';
import { ModelUsageController } from './model-usage/model-usage.controller.js';
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
  ModelUsageController,
];

/** Nest names a module by a class. */
@Module({})
class AgentModule {}

interface Given {
  readonly surroundings: Surroundings;
  readonly usage: ModelUsageRepository;
}

/** The senses and the account of models over HTTP. */
export const agentModule = ({ surroundings, usage }: Given): DynamicModule => ({
  module: AgentModule,
  controllers: agentControllers,
  providers: [
    { provide: Surroundings, useValue: surroundings },
    { provide: ModelUsageRepository, useValue: usage },
  ],
});
