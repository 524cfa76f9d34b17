import { ModelStage, SettingContent } from '@mojian/contracts/routes/stage-setting.routes';
import { z } from 'zod';

/** A setting as those who make cards use it. */
export const UsedSetting = z.object({ number: z.int(), content: SettingContent });
export type UsedSetting = z.output<typeof UsedSetting>;

/** What is in force for a card, from its beginning to its end; a stage that is not named does as its code says. */
export const TaskSettings = z.partialRecord(ModelStage, UsedSetting);
export type TaskSettings = z.output<typeof TaskSettings>;
