import { z } from 'zod';
import { defineRoute, type RouteSpec } from '../route.js';

const SETTINGS = '/api/v1/admin/stages/:stage/settings';

/** The stages that ask models. */
export const ModelStage = z.enum(['concept', 'copy', 'image', 'code']);
export type ModelStage = z.output<typeof ModelStage>;

/** Numbers of settings begin where versions of the code's own prompts end, so that calls can be told apart. */
export const FIRST_SETTING = 1000;

const inBoth = (most: number) => {
  const text = z.string().trim().min(1).max(most);
  return z.object({ zh: text, en: text });
};

/** What a stage does otherwise than its code and the environment say; at least one of the three. */
export const SettingContent = z
  .object({
    /** As `CODE_MODELS` has it: `qwen:qwen-max,studio`. */
    models: z.string().trim().min(1).max(1000).optional(),
    /** The instructions of the prompt, with every place of the code's own (`{{fence}}`, `{{form}}`, …) in them once. */
    system: inBoth(8000).optional(),
    /** Stands in the instructions besides the rest. */
    guidance: inBoth(2000).optional(),
  })
  .refine(({ models, system, guidance }) => Boolean(models ?? system ?? guidance), 'changes nothing');
export type SettingContent = z.output<typeof SettingContent>;

const Setting = z
  .object({
    stage: ModelStage,
    number: z.int().min(FIRST_SETTING),
    /** `retired`: another was published in its place, and it may be gone back to; `rolled_back`: it never is. */
    state: z.enum(['draft', 'published', 'retired', 'rolled_back']),
    /** As it was written down; `SettingContent` where it can be used. */
    content: z.record(z.string(), z.unknown()),
    note: z.string().nullable(),
    created_by: z.uuid(),
    created_at: z.iso.datetime({ offset: true }),
    /** Null while it never was. */
    published_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'StageSetting' });
export type Setting = z.output<typeof Setting>;

const InForce = z
  .object({
    stage: ModelStage,
    /** Number of the published setting; null where the code's own is in force. */
    published: z.int().nullable(),
  })
  .meta({ id: 'StageInForce' });

/** What the caller saw in force: where it is no longer, nothing is changed. */
const replaces = z.int().nullable();

const stage = z.object({ stage: ModelStage });
const one = stage.extend({ number: z.coerce.number().int().min(FIRST_SETTING) });

const admins = <
  const R extends Pick<RouteSpec, 'id' | 'method' | 'path' | 'audit' | 'summary' | 'success'> & Partial<RouteSpec>,
>(
  route: R,
) => defineRoute({ owner: 'agent', access: 'user', dialect: 'web', permission: 'admin:access', ...route });

export const listStageSettings = admins({
  id: 'admin.list-stage-settings',
  audit: 'data_access',
  method: 'GET',
  path: SETTINGS,
  summary: 'What admins have put otherwise in a stage, newest first, and what the code says itself',
  params: stage,
  success: {
    status: 200,
    body: z
      .object({
        published: z.int().nullable(),
        /** What a setting replaces; `system` and `places` are null for the picture, whose prompt is the idea's own. */
        own: z.object({
          models: z.string(),
          version: z.int(),
          system: z.object({ zh: z.string(), en: z.string() }).nullable(),
          places: z.array(z.string()).nullable(),
        }),
        /** The last hundred. */
        items: z.array(Setting),
      })
      .meta({ id: 'StageSettings' }),
  },
});

export const draftStageSetting = admins({
  id: 'admin.draft-stage-setting',
  audit: 'config_change',
  method: 'POST',
  path: SETTINGS,
  summary: 'Write a setting down; nobody uses it before it is published',
  params: stage,
  body: z.object({ content: SettingContent, note: z.string().trim().max(500).nullish() }),
  success: { status: 201, body: Setting },
  errors: ['STAGE_SETTING_INVALID'],
});

export const publishStageSetting = admins({
  id: 'admin.publish-stage-setting',
  audit: 'config_change',
  method: 'POST',
  path: `${SETTINGS}/:number/publish`,
  summary: 'Have all workers use a draft for the cards that they begin from now on',
  params: one,
  body: z.object({ replaces }),
  success: { status: 200, body: InForce },
  errors: ['STAGE_SETTING_NOT_FOUND', 'STAGE_SETTING_INVALID', 'STAGE_SETTING_CONFLICT'],
});

export const rollBackStage = admins({
  id: 'admin.roll-back-stage',
  audit: 'config_change',
  method: 'POST',
  path: `${SETTINGS}/rollback`,
  summary: 'Go back to what was in force before the published setting, or to the code’s own',
  params: stage,
  body: z.object({ to: z.enum(['previous', 'code']), replaces: z.int() }),
  success: { status: 200, body: InForce },
  errors: ['STAGE_SETTING_INVALID', 'STAGE_SETTING_CONFLICT'],
});
