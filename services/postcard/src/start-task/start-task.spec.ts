import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finishedCard } from '../finished-card.fixture.js';
import { mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

describe('starting a task', () => {
  it('tells what the person’s last cards were made of, newest first, and nothing of what they wrote', async () => {
    const { user, cardId } = await service.makeCard();
    await service.send('DELETE', `${mini}/postcards/${cardId}`, { user });
    const taskId = String((await service.create(user, { user_input: '第二张' })).data.task_id);
    const { recent } = JSON.parse((await service.start(taskId, 1)).text);
    expect(recent).toEqual([
      { scene: expect.any(String), template: expect.any(String), lines: expect.arrayContaining([expect.any(String)]) },
    ]);
    const { copy } = finishedCard();
    const { opening, closing } = copy.letter;
    expect(recent[0].lines).toEqual([copy.headline.join('／'), ...opening, ...closing]);
    expect(JSON.stringify(recent)).not.toContain(copy.letter.words);
  });

  it('knows nothing of other people’s cards', async () => {
    await service.makeCard();
    const { data } = await service.create('8a0f2f5c-3f0b-4f0e-9d3a-0d8f2f5c3f0b');
    expect(JSON.parse((await service.start(String(data.task_id), 1)).text).recent).toEqual([]);
  });
});
