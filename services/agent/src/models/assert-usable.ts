import { AppError } from '@mojian/contracts/app-error';
import { type ModelStage, SettingContent } from '@mojian/contracts/routes/stage-setting.routes';
import { checkSetting } from './check-setting.js';

interface Given {
  readonly stage: ModelStage;
  /** As it is stored. */
  readonly content: unknown;
}

/** @throws AppError STAGE_SETTING_INVALID with each fault and its field, where a stage cannot work with it. */
export function assertUsable({ stage, content }: Given, env: Readonly<Record<string, unknown>>): void {
  const parsed = SettingContent.safeParse(content);
  const errors = parsed.success
    ? checkSetting({ stage, content: parsed.data, env })
    : parsed.error.issues.map(({ path, message }) => ({ path: ['content', ...path].join('.'), message }));
  if (errors.length === 0) return;
  const all = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('STAGE_SETTING_INVALID', all, { details: { errors } });
}
