import { type FakeVendor, ok } from './fake-vendor.js';

/** A DailyHotApi server with these lists, each a path, its titles in order. */
export const fakeDailyhot =
  (lists: Readonly<Record<string, readonly string[]>>): FakeVendor =>
  ({ path, query, now }) => {
    const name = decodeURIComponent(path.slice(1).replace(/\/$/, ''));
    const titles = Object.hasOwn(lists, name) ? lists[name] : undefined;
    if (!titles) return { status: 404, body: '<!DOCTYPE html><html><body><h1>404</h1></body></html>' };
    const limit = Number(query.get('limit') ?? titles.length);
    const data = titles.slice(0, limit).map((title, index) => ({
      id: index + 1,
      title,
      desc: title,
      cover: 'https://pictures.example/1.jpg',
      hot: 1_000_000 - index,
      timestamp: undefined,
      url: `https://lists.example/?q=${encodeURIComponent(title)}`,
      mobileUrl: 'javascript:alert(1)',
    }));
    const updateTime = new Date(now.getTime() - 120_000).toISOString();
    const head = { code: 200, name, title: '微博', type: '热搜榜', total: data.length, fromCache: true };
    return ok({ ...head, updateTime, data });
  };
