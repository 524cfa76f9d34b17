import type { RunQuery } from '@mojian/audit/append-entries';
import { recordAudit } from '@mojian/audit/record-audit';
import { AppError } from '@mojian/contracts/app-error';
import type { ModelStage, Setting, SettingContent } from '@mojian/contracts/routes/stage-setting.routes';
import type { LateDatabase } from '../data/late-database.js';
import { StageSettingRepository } from '../data/stage-setting.repository.js';
import type { AgentEnv } from '../env.js';
import { assertUsable } from '../models/assert-usable.js';
import { promptTexts } from '../models/check-setting.js';
import { stageLists } from '../models/models-env.js';
import { IMAGE_PROMPT_VERSION } from '../prompts/image.prompt.js';
import { placesWanted } from '../prompts/write-system.js';

interface StageSettingsOptions {
  readonly database: LateDatabase;
  readonly env: AgentEnv;
  /** Has all workers read what is in force; may be lost. */
  readonly tell: (stage: ModelStage) => Promise<unknown>;
}

interface NewDraft {
  readonly stage: ModelStage;
  readonly content: SettingContent;
  readonly note: string | null;
  readonly createdBy: string;
}

interface Publication {
  readonly stage: ModelStage;
  readonly number: number;
  /** What the admin saw in force. */
  readonly replaces: number | null;
}

interface RollBack extends Omit<Publication, 'number'> {
  readonly to: 'previous' | 'code';
}

/** What admins put otherwise in a stage: written down, checked, published, gone back from. */
export class StageSettingsService {
  constructor(private readonly options: StageSettingsOptions) {}

  async list(stage: ModelStage) {
    const settings = new StageSettingRepository((statement, values) => this.options.database.query(statement, values));
    const published = await settings.findPublished(stage);
    return { published: published?.number ?? null, own: this.ownOf(stage), items: await settings.list(stage) };
  }

  draft({ stage, content, note, createdBy }: NewDraft): Promise<Setting> {
    assertUsable({ stage, content }, this.options.env);
    return this.options.database.transaction(async (query) => {
      const setting = await new StageSettingRepository(query).draft({ stage, content, note, createdBy });
      await recordAudit(query, {
        resource: resourceOf(stage, setting.number),
        after: { state: 'draft', content, note },
      });
      return setting;
    });
  }

  publish({ stage, number, replaces }: Publication) {
    return this.decide({ stage, replaces }, async (settings, published) => {
      const draft = await settings.get(stage, number);
      if (draft.state !== 'draft') throw conflict(`setting ${number} is ${draft.state}`, published);
      assertUsable(draft, this.options.env);
      if (published) await settings.retire(published.number);
      await settings.publish(number);
      return draft;
    });
  }

  rollBack({ stage, to, replaces }: RollBack) {
    return this.decide({ stage, replaces }, async (settings, published) => {
      if (!published) throw conflict('nothing is published', published);
      const before = to === 'previous' ? await settings.findBefore(published) : undefined;
      if (before) assertUsable(before, this.options.env);
      await settings.rollBack(published, { before: to === 'code' });
      if (before) await settings.publish(before.number);
      return before;
    });
  }

  /** One decision at a time for a stage, by somebody who saw what is in force; the workers are told when it is made. */
  private async decide(
    { stage, replaces }: Omit<Publication, 'number'>,
    choose: (settings: StageSettingRepository, published: Setting | undefined) => Promise<Setting | undefined>,
  ) {
    const inForce = await this.options.database.transaction(async (query) => {
      const settings = new StageSettingRepository(query);
      await settings.hold(stage);
      const published = await settings.findPublished(stage);
      if ((published?.number ?? null) !== replaces) throw conflict(`not ${replaces} is in force`, published);
      const next = await choose(settings, published);
      await record(query, stage, { published, next });
      return { stage, published: next?.number ?? null };
    });
    await this.options.tell(stage);
    return inForce;
  }

  private ownOf(stage: ModelStage) {
    const models = this.options.env[stageLists[stage].variable];
    if (stage === 'image') return { models, version: IMAGE_PROMPT_VERSION, system: null, places: null };
    const { version, template, ...text } = promptTexts[stage];
    return { models, version, system: template, places: placesWanted({ template, ...text }, 'zh') };
  }
}

const conflict = (reason: string, published: Setting | undefined): AppError =>
  new AppError('STAGE_SETTING_CONFLICT', reason, { details: { published: published?.number ?? null } });

const resourceOf = (stage: ModelStage, number: number | 'code') => ({
  type: 'stage_setting',
  id: `${stage}/${number}`,
});

interface Decided {
  readonly published: Setting | undefined;
  readonly next: Setting | undefined;
}

const record = (query: RunQuery, stage: ModelStage, { published, next }: Decided): Promise<void> =>
  recordAudit(query, {
    resource: resourceOf(stage, next?.number ?? 'code'),
    before: valuesOf(published),
    after: valuesOf(next),
  });

const valuesOf = (setting: Setting | undefined) => ({
  published: setting?.number ?? null,
  content: setting?.content ?? null,
});
