import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@mojian/testing/wait-for';
import { codeOf, mini, type PostcardServiceFixture, startFixture } from '../postcard-service.fixture.js';

let service: PostcardServiceFixture;
beforeAll(async () => {
  service = await startFixture();
}, 60_000);
afterAll(() => service.close());

/** One red pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** One pixel of each shade, so that each is a file of its own. */
const gif = (shade: number): string =>
  Buffer.concat([
    Buffer.from('GIF89a\x01\0\x01\0\x80\0\0', 'latin1'),
    Buffer.from([shade, shade, shade, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]).toString('base64');

const upload = (image: string, user = randomUUID()) =>
  service.send('POST', `${mini}/upload/emotion-image-base64`, { user, body: { image_base64: image, format: 'png' } });
/** What is served at the address that an upload was answered with. */
const open = (url: unknown) => {
  const { pathname, search } = new URL(String(url));
  return service.open('GET', pathname + search);
};

describe('an uploaded drawing', () => {
  it('C8: is kept as a picture of our own making, at a signed absolute address', async () => {
    for (const image of [png, `data:image/jpeg;base64,${png}`, `data:image/png;base64,${png}`]) {
      const { status, data } = await upload(image);
      expect([status, data]).toEqual([200, { image_url: expect.any(String), width: 1, height: 1 }]);
      expect(String(data.image_url)).toMatch(/^http:\/\/mojian\.test:8083\/media\/[0-9a-f]{64}\.png\?e=\d+&s=/);
      const picture = await open(data.image_url);
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
      const bytes = Buffer.from(await picture.arrayBuffer());
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    }
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
    ['half a picture', png.slice(0, 60)],
    ['no base64', '<script>alert(1)</script>'],
    ['a prefix alone', 'data:image/png;base64,'],
    ['a path', '../../etc/passwd'],
  ])('C8: is refused with a reason where it is %s', async (_name, image) => {
    const reply = await upload(image);
    expect([reply.status, reply.code, codeOf(reply)]).toEqual([200, -1, 'IMAGE_REFUSED']);
    expect(reply.message).toMatch(/图片/);
  });

  it('C8: is refused by its size', async () => {
    expect((await upload('A'.repeat(5 * 1024 * 1024 + 1))).status).toBe(400);
    expect((await upload('A'.repeat(11 * 1024 * 1024))).status).toBe(413);
  });

  it('leaves its row in the audit, once each time', async () => {
    const user = randomUUID();
    await upload(png, user);
    await upload(png, user);
    const rows = await service.sql(
      `SELECT e.action, e.after FROM audit.entry e JOIN audit.subject s ON s.pseudonym = e.subject WHERE s.user_id = $1`,
      [user],
    );
    expect(rows).toEqual(
      [1, 2].map(() => ({ action: 'upload.emotion-image', after: expect.objectContaining({ width: 1 }) })),
    );
    expect(await service.sql('SELECT 1 FROM postcards.upload WHERE user_id = $1', [user])).toHaveLength(1);
  });

  it('takes the place of the oldest where there are twenty', async () => {
    const user = randomUUID();
    const urls: unknown[] = [];
    for (let shade = 100; shade < 122; shade += 1) urls.push((await upload(gif(shade), user)).data.image_url);
    const statuses = await Promise.all(urls.map(async (url) => (await open(url)).status));
    expect(statuses).toEqual(urls.map((_, index) => (index < 2 ? 404 : 200)));
  });

  it('expires, unless somebody uploaded the same later', async () => {
    const [own, shared] = [await upload(gif(1)), await upload(gif(2))];
    await service.sql(
      `WITH aged AS (UPDATE postcards.upload SET created_at = now() - interval '8 days 1 minute' RETURNING 1)
       SELECT count(*) FROM aged`,
    );
    await upload(gif(2));
    const another = await service.startAnother();
    await waitFor(async () => (await open(own.data.image_url)).status === 404, { what: 'its end' });
    await another.close();
    expect((await open(shared.data.image_url)).status).toBe(200);
    expect(await service.sql(`SELECT 1 FROM postcards.upload WHERE created_at < now() - interval '8 days'`)).toEqual(
      [],
    );
  });
});

describe('a create with a picture', () => {
  it.each([
    ['png', `data:image/png;base64,${png}`],
    ['unreadable', 'data:image/png;base64,AAAA'],
    ['unreadable', 'data:image/jpeg;base64,<not base64>'],
  ])('C8: is never refused for it, and its loss is told: %s', async (kind, emotion_image_base64) => {
    const { data } = await service.create(randomUUID(), { user_input: '画了一笔', emotion_image_base64 });
    expect(service.log).toContainEqual(
      expect.objectContaining({ event: 'create.drawing_without_strokes', task: data.task_id, kind }),
    );
  });
});
