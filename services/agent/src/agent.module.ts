import { type DynamicModule, Module } from '@nestjs/common';
import { ModelUsageRepository } from './data/model-usage.repository.js';
import { DryRunController } from './dry-run/dry-run.controller.js';
import { DryRunSite } from './dry-run/dry-run-site.js';
import { DryRunsService } from './dry-run/dry-runs.service.js';
import { ModelUsageController } from './model-usage/model-usage.controller.js';
import { SenseEnvironmentController } from './sense-environment/sense-environment.controller.js';
import { SensePlaceController } from './sense-place/sense-place.controller.js';
import { SenseTrendsController } from './sense-trends/sense-trends.controller.js';
import { SenseWeatherController } from './sense-weather/sense-weather.controller.js';
import { Surroundings } from './sensing/surroundings.js';
import { StageSettingsController } from './stage-settings/stage-settings.controller.js';
import { StageSettingsService } from './stage-settings/stage-settings.service.js';

export const agentControllers = [
  SensePlaceController,
  SenseWeatherController,
  SenseTrendsController,
  SenseEnvironmentController,
  ModelUsageController,
  StageSettingsController,
  DryRunController,
];

/** Nest names a module by a class. */
@Module({})
class AgentModule {}

interface Given {
  readonly surroundings: Surroundings;
  readonly usage: ModelUsageRepository;
  readonly settings: StageSettingsService;
  readonly dryRuns: DryRunsService;
  readonly dryRunSite: DryRunSite;
}

/** The senses, the account of models and what they are told, over HTTP. */
export const agentModule = ({ surroundings, usage, settings, dryRuns, dryRunSite }: Given): DynamicModule => ({
  module: AgentModule,
  controllers: agentControllers,
  providers: [
    { provide: Surroundings, useValue: surroundings },
    { provide: ModelUsageRepository, useValue: usage },
    { provide: StageSettingsService, useValue: settings },
    { provide: DryRunsService, useValue: dryRuns },
    { provide: DryRunSite, useValue: dryRunSite },
  ],
});
