import { describe, expect, it } from '@jest/globals';
import { pipeline } from '../pipeline/pipeline.js';
import { Progress } from './progress.js';

const stageNamed = (name: string) => {
  const stage = pipeline.find((candidate) => candidate.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
};

const concept = {
  title: '雨落西湖',
  mood: 'longing',
  mood_reasons: [],
  scene: 'lake-rain',
  template: 'envelope',
  palette: { ground: '#112233', ink: '#112233', accent: '#112233', paper: '#112233' },
  picture: { width: 1080, height: 2080, prompt: '' },
  animation_hint: 'rain',
  seed: 's',
  made: { by: 'studio', degraded: false },
};

describe('Progress', () => {
  it('shows the title as soon as the concept is there, and never reaches 100 by itself', () => {
    const progress = new Progress({ taskId: '00000000-0000-4000-8000-000000000000', fence: 2 });
    const started = progress.after({ stage: stageNamed('concept'), state: 'started' });
    expect(started).toMatchObject({ seq: 1, fence: 2, step: 'concept', progress: 0, preview: { title: null } });
    const done = progress.after({ stage: stageNamed('concept'), state: 'done', output: concept });
    expect(done).toMatchObject({ seq: 2, progress: stageNamed('concept').share, preview: { title: '雨落西湖' } });
  });

  it('shows a title before the idea is complete, and then the one that stands', () => {
    const progress = new Progress({ taskId: '00000000-0000-4000-8000-000000000000', fence: 2 });
    progress.after({ stage: stageNamed('concept'), state: 'started' });
    expect(progress.titled('雨')).toMatchObject({ seq: 2, step: 'concept', progress: 0, preview: { title: '雨' } });
    const done = progress.after({ stage: stageNamed('concept'), state: 'done', output: concept });
    expect(done).toMatchObject({ seq: 3, preview: { title: '雨落西湖' } });
  });

  it('names the stage that runs, not one that an earlier run had finished', () => {
    const progress = new Progress({ taskId: '00000000-0000-4000-8000-000000000000', fence: 3 });
    const resumed = progress.after({ stage: stageNamed('concept'), state: 'resumed', output: concept });
    expect(resumed).toMatchObject({ step: 'queued', progress: stageNamed('concept').share });
    progress.after({ stage: stageNamed('image'), state: 'started' });
    const both = progress.after({ stage: stageNamed('copy'), state: 'started' });
    expect(both.step).toBe('copy');
  });

  it('has shares that add up to 100', () => {
    expect(pipeline.reduce((sum, { share }) => sum + share, 0)).toBe(100);
  });
});

describe('pipeline', () => {
  it('lists every stage behind those that it needs', () => {
    pipeline.forEach((stage, index) => {
      const before = new Set(pipeline.slice(0, index).map(({ name }) => name));
      for (const need of Object.values(stage.needs)) expect(before).toContain(need.name);
    });
  });
});
