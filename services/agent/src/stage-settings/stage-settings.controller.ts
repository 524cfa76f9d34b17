import type { RouteInput } from '@mojian/contracts/route';
import {
  draftStageSetting,
  listStageSettings,
  publishStageSetting,
  rollBackStage,
} from '@mojian/contracts/routes/stage-setting.routes';
import { Caller, type CallerIdentity } from '@mojian/service-kit/caller';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller } from '@nestjs/common';
import { StageSettingsService } from './stage-settings.service.js';

@Controller()
export class StageSettingsController {
  constructor(private readonly service: StageSettingsService) {}

  @Handle(listStageSettings)
  async list(@Input() { params }: RouteInput<typeof listStageSettings>) {
    return this.service.list(params.stage);
  }

  @Handle(draftStageSetting)
  async draft(
    @Input() { params, body }: RouteInput<typeof draftStageSetting>,
    @Caller() { userId: createdBy }: CallerIdentity,
  ) {
    const { content, note } = body;
    return this.service.draft({ ...params, content, note: note ?? null, createdBy });
  }

  @Handle(publishStageSetting)
  async publish(@Input() { params, body }: RouteInput<typeof publishStageSetting>) {
    return this.service.publish({ ...params, ...body });
  }

  @Handle(rollBackStage)
  async rollBack(@Input() { params, body }: RouteInput<typeof rollBackStage>) {
    return this.service.rollBack({ ...params, ...body });
  }
}
