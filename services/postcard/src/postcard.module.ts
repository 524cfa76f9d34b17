import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { contentCheckControllers, contentCheckProviders } from './content-check.providers.js';
import { CreatePostcardController } from './create-postcard/create-postcard.controller.js';
import { CreatePostcardService } from './create-postcard/create-postcard.service.js';
import { TimeEstimate } from './create-postcard/estimate-time.js';
import { CardFiles } from './data/card-files.js';
import { FileRemoval } from './data/file-removal.js';
import { LedgerWatch } from './data/ledger-watch.js';
import { OutboxRelay } from './data/outbox-relay.js';
import { ShownCards } from './data/shown-cards.js';
import { TaskMetrics } from './data/task-metrics.js';
import { DeletePostcardController } from './delete-postcard/delete-postcard.controller.js';
import { EraseCardsController } from './erase-cards/erase-cards.controller.js';
import { EraseCardsService } from './erase-cards/erase-cards.service.js';
import { ExportCardsController } from './export-cards/export-cards.controller.js';
import { ExportCardsService } from './export-cards/export-cards.service.js';
import { GetQuotaController } from './get-quota/get-quota.controller.js';
import { GetResultController } from './get-result/get-result.controller.js';
import { GetTaskController } from './get-task/get-task.controller.js';
import { GetTaskService } from './get-task/get-task.service.js';
import { ProgressReader } from './get-task/progress-reader.js';
import { TaskWatch } from './get-task/task-watch.js';
import { ListPostcardsController } from './list-postcards/list-postcards.controller.js';
import { ManageQuotaController } from './manage-quota/manage-quota.controller.js';
import { ManageQuotaService } from './manage-quota/manage-quota.service.js';
import { ManageTasksController } from './manage-tasks/manage-tasks.controller.js';
import { ManageTasksService } from './manage-tasks/manage-tasks.service.js';
import { RecoverTasksService } from './recover-tasks/recover-tasks.service.js';
import { TaskRecovery } from './recover-tasks/task-recovery.js';
import { TaskSweep } from './recover-tasks/task-sweep.js';
import { RegeneratePostcardController } from './regenerate-postcard/regenerate-postcard.controller.js';
import { RegeneratePostcardService } from './regenerate-postcard/regenerate-postcard.service.js';
import { LivingFiles } from './serve-media/living-files.js';
import { ServeMediaController } from './serve-media/serve-media.controller.js';
import { SettleTaskController } from './settle-task/settle-task.controller.js';
import { SettleTaskService } from './settle-task/settle-task.service.js';
import { SharePostcardController } from './share-postcard/share-postcard.controller.js';
import { CardDocumentController } from './show-card/card-document.controller.js';
import { HostAssetController } from './show-card/host-asset.controller.js';
import { ReportCardController } from './show-card/report-card.controller.js';
import { ShowCardController } from './show-card/show-card.controller.js';
import { ShowCardService } from './show-card/show-card.service.js';
import { StartTaskController } from './start-task/start-task.controller.js';
import { StartTaskService } from './start-task/start-task.service.js';
import { FileSweep } from './sweep-files/file-sweep.js';
import { SweepFilesService } from './sweep-files/sweep-files.service.js';
import { UploadExpiry } from './sweep-files/upload-expiry.js';
import { UploadEmotionImageController } from './upload-emotion-image/upload-emotion-image.controller.js';
import { UploadEmotionImageService } from './upload-emotion-image/upload-emotion-image.service.js';

/** In this order: a card document's path on its own origin is that of a host page on the other. */
export const postcardControllers = [
  CreatePostcardController,
  GetTaskController,
  GetResultController,
  ListPostcardsController,
  DeletePostcardController,
  SharePostcardController,
  RegeneratePostcardController,
  GetQuotaController,
  ShowCardController,
  CardDocumentController,
  ReportCardController,
  HostAssetController,
  ServeMediaController,
  StartTaskController,
  SettleTaskController,
  ManageQuotaController,
  ManageTasksController,
  UploadEmotionImageController,
  ExportCardsController,
  EraseCardsController,
  ...contentCheckControllers,
];

export interface PostcardModuleOptions {
  /** From `databaseModule`. */
  readonly database: DynamicModule;
  /** What is made at the boot, under its class or one of the names in `settings.ts`. */
  readonly given: readonly Provider[];
}

@Module({})
class PostcardModule {}

export const postcardModule = ({ database, given }: PostcardModuleOptions): DynamicModule => ({
  module: PostcardModule,
  imports: [database],
  controllers: postcardControllers,
  providers: [
    ...given,
    OutboxRelay,
    TaskMetrics,
    LedgerWatch,
    CardFiles,
    ShownCards,
    TimeEstimate,
    CreatePostcardService,
    ProgressReader,
    TaskWatch,
    GetTaskService,
    RegeneratePostcardService,
    StartTaskService,
    SettleTaskService,
    ManageQuotaService,
    ManageTasksService,
    LivingFiles,
    TaskRecovery,
    TaskSweep,
    RecoverTasksService,
    ShowCardService,
    FileRemoval,
    UploadEmotionImageService,
    UploadExpiry,
    FileSweep,
    SweepFilesService,
    ExportCardsService,
    EraseCardsService,
    ...contentCheckProviders,
  ],
});
