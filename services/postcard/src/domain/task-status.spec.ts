import { describe, expect, it } from '@jest/globals';
import type { TaskProgress } from '@mojian/contracts/events';
import { formatVersion, isLater, parseVersion, showTask, type TaskRecord } from './task-status.js';

const id = '0197a0e2-0000-7000-8000-000000000001';
const at = new Date('2026-11-21T08:00:00Z');
const task = (change: Partial<TaskRecord> = {}): TaskRecord => ({
  id,
  status: 'processing',
  fence: 2,
  error: null,
  errorMessage: null,
  createdAt: at,
  updatedAt: at,
  card: null,
  ...change,
});
const progress = (change: Partial<TaskProgress> = {}): TaskProgress => ({
  task_id: id,
  fence: 2,
  seq: 3,
  step: 'image',
  progress: 40,
  preview: { title: '雨', lines: ['西湖的雨'], image: 'f.jpg' },
  ...change,
});
const show = (record: TaskRecord, latest: TaskProgress | null, floor = 0) =>
  showTask(record, { latest, floor }, (file) => `https://host/media/${file}`);

describe('showTask', () => {
  it('shows what the worker told, with the picture signed', () => {
    const { state, version } = show(task(), progress());
    expect(state).toMatchObject({ status: 'processing', progress: 40, step: 'image' });
    expect(state.preview).toEqual({ title: '雨', lines: ['西湖的雨'], image_url: 'https://host/media/f.jpg' });
    expect(formatVersion(version)).toBe('2.3');
  });

  it('without the worker’s word it follows from the status', () => {
    expect(show(task({ status: 'pending', fence: 0 }), null).state).toMatchObject({ progress: 0, step: 'queued' });
    expect(show(task(), null).state).toMatchObject({ progress: 5, step: 'concept' });
  });

  it('never falls: a new run begins where the last one was seen', () => {
    expect(show(task({ fence: 3 }), progress(), 40).state.progress).toBe(40);
    expect(show(task({ fence: 3 }), progress({ fence: 3, seq: 1, progress: 10 }), 40).state.progress).toBe(40);
  });

  it('is 100 when completed and only then', () => {
    const done = task({ status: 'completed', card: { id, degraded: true } });
    expect(show(done, progress()).state).toMatchObject({ progress: 100, step: 'done', card_id: id, degraded: true });
    expect(show(task(), progress({ progress: 100 })).state.progress).toBe(99);
  });

  it('a terminal state comes after every event of its run', () => {
    const last = show(task({ status: 'failed', error: 'STAGE_TIMEOUT' }), progress({ seq: 900 }), 40);
    expect(isLater(last.version, { fence: 2, seq: 900 })).toBe(true);
    expect(last.state).toMatchObject({ status: 'failed', error: 'STAGE_TIMEOUT', progress: 40 });
  });
});

describe('versions', () => {
  it('are ordered by fence, then by sequence', () => {
    expect(isLater({ fence: 2, seq: 0 }, { fence: 1, seq: 9 })).toBe(true);
    expect(isLater({ fence: 1, seq: 2 }, { fence: 1, seq: 1 })).toBe(true);
    expect(isLater({ fence: 1, seq: 1 }, { fence: 1, seq: 1 })).toBe(false);
  });

  it('are read back, and nonsense is none', () => {
    expect(parseVersion(formatVersion({ fence: 4, seq: 12 }))).toEqual({ fence: 4, seq: 12 });
    for (const text of [undefined, '', 'x', '1', '1.2.3', '-1.2', '1e3.1']) expect(parseVersion(text)).toBeNull();
  });
});
