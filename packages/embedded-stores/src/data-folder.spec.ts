import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { dataFolder, isOpenToOthers } from './data-folder.js';

const open = realpathSync(mkdtempSync('/tmp/mojian-open-'));
const project = join(open, 'home', 'project');
mkdirSync(project, { recursive: true });
chmodSync(open, 0o755);
afterAll(() => rmSync(open, { recursive: true }));

describe('where data lies', () => {
  it('is in the project where everybody may enter, also for root', () => {
    expect(dataFolder(project, true)).toBe(join(project, '.local'));
  });

  it('is outside for root below a closed home, and in the project for its owner', () => {
    chmodSync(join(open, 'home'), 0o700);
    expect(isOpenToOthers(project)).toBe(false);
    expect(dataFolder(project, true)).toMatch(/^\/var\/lib\/mojian\/[0-9a-f]{12}$/);
    expect(dataFolder(project, false)).toBe(join(project, '.local'));
  });

  it('differs for two projects', () => {
    const other = join(open, 'home', 'other');
    mkdirSync(other);
    expect(dataFolder(other, true)).not.toBe(dataFolder(project, true));
  });
});
