import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDesign } from '@mojian/card/assemble/read-design';
import type { Inspection } from '@mojian/card/gate/inspect-page';
import { subsetFonts } from '@mojian/card/type/subset-fonts';
import type { Picture } from '@mojian/contracts/card/picture';
import { localFolderStorage } from '@mojian/storage/local-folder.storage';
import { writeCopy } from '@mojian/studio/copy/write-copy';
import { writePage } from '@mojian/studio/pages/write-page';
import { planConcept } from '@mojian/studio/plan/plan-concept';
import { sampleBriefs } from '@mojian/studio/sample-briefs';
import { moonDesign } from '@mojian/testing/fake-models/card-writer';
import type { StageModels } from '../../models/stage-models.js';
import type { StageContext } from '../stage-context.js';
import { passGate } from './pass-gate.js';

const [brief] = sampleBriefs;
if (!brief) throw new Error('no sample briefs');
const concept = planConcept(brief);
const copy = writeCopy(brief, concept);
const byModel = { by: 'deepseek:page', degraded: false };

describe('a page before the gate', () => {
  let folder: string;
  let picture: Picture;
  let storage: ReturnType<typeof localFolderStorage>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mojian-gate-'));
    storage = localFolderStorage(folder);
    const full = await storage.put(Buffer.from('a picture'), 'jpg');
    picture = {
      width: 1080,
      height: 2080,
      full,
      planes: [],
      bleed: { top: '#000000', bottom: '#000000' },
      text: 'light',
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A gate that passes what the predicate says, and a model that answers with the same design, or gives up. */
  const surroundings = ({ passes, answers = true }: { passes: (html: string) => boolean; answers?: boolean }) => {
    const asked: unknown[] = [];
    const noted: unknown[] = [];
    let visits = 0;
    const models: StageModels = {
      ask: async (prompt, input, { mend }) => {
        asked.push(mend?.findings);
        const made = answers ? byModel : { by: 'studio', degraded: true };
        if (!answers) return { value: null, reply: null, made };
        const reply = moonDesign('zh');
        return { value: prompt.read(reply, input), reply, made };
      },
      paints: true,
      paint: () => Promise.reject(new Error('nothing is painted here')),
    };
    const inspect = async ({ html }: { html: string }): Promise<Inspection> => {
      visits += 1;
      const passed = passes(html);
      const findings = passed ? [] : [{ rule: 'DEAD_CONTROL', detail: `visit ${visits}`, width: 375 }];
      const verdict = passed ? 'pass' : 'reject';
      const report: Inspection['report'] = { verdict, findings, mended: [], static_ms: 1, browser_ms: 1 };
      return { html, report, poster: Buffer.from('poster'), thumbnail: null };
    };
    const context: StageContext = {
      taskId: '11111111-1111-4111-8111-111111111111',
      brief,
      signal: new AbortController().signal,
      models,
      cutFonts: subsetFonts,
      painter: {
        paint: () => Promise.reject(new Error('nothing is painted here')),
        frame: () => Promise.reject(new Error('nothing is framed here')),
        close: async () => undefined,
      },
      gate: { inspect },
      noteVisit: async ({ round, verdict, rules, by }) => void noted.push([round, verdict, rules.join(), by]),
      storage,
      labelProducer: 'mojian',
    };
    return { context, asked, noted, visits: () => visits };
  };
  const designed = async () => ({
    ...(await writePage({ brief, concept, copy }, { design: readDesign(moonDesign('zh')) })),
    reply: moonDesign('zh'),
    made: byModel,
  });

  it('of a model goes back to it with what was found, twice at most, and then is the studio’s', async () => {
    const { context, asked, noted, visits } = surroundings({ passes: (html) => !html.includes('data-cover="moon"') });
    const passed = await passGate(context, { concept, copy, picture }, await designed());
    expect(asked).toEqual([
      [{ rule: 'DEAD_CONTROL', detail: 'visit 1' }],
      [{ rule: 'DEAD_CONTROL', detail: 'visit 2' }],
    ]);
    expect(visits()).toBe(4);
    expect(noted).toEqual([
      [1, 'reject', 'DEAD_CONTROL', 'deepseek:page'],
      [2, 'reject', 'DEAD_CONTROL', 'deepseek:page'],
      [3, 'reject', 'DEAD_CONTROL', 'deepseek:page'],
      [4, 'pass', '', 'studio'],
    ]);
    expect(passed.made).toEqual({ by: 'studio', degraded: true });
    expect(passed.seen.html).toContain(copy.letter.words);
  });

  it('is the studio’s at once when its model gives nothing more', async () => {
    const { context, visits } = surroundings({ passes: (html) => !html.includes('data-cover="moon"'), answers: false });
    const { made } = await passGate(context, { concept, copy, picture }, await designed());
    expect([made.by, visits()]).toEqual(['studio', 2]);
  });

  it('is mended by its model where that can', async () => {
    const refused = new Set<string>();
    // The first page that is shown is refused, whatever it is.
    const passes = (html: string): boolean => refused.size > 0 || !refused.add(html);
    const { context } = surroundings({ passes });
    const { made, interactions } = await passGate(context, { concept, copy, picture }, await designed());
    expect(made).toEqual(byModel);
    expect(interactions.map(({ target }) => target)).toContain('.glow');
  });

  it('fails the card when not even the studio’s passes', async () => {
    const { context, asked } = surroundings({ passes: () => false });
    const own = {
      ...(await writePage({ brief, concept, copy })),
      reply: null,
      made: { by: 'studio', degraded: false },
    };
    await expect(passGate(context, { concept, copy, picture }, own)).rejects.toMatchObject({ code: 'PAGE_REJECTED' });
    expect(asked).toEqual([]);
  });
});
