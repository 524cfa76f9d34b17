import { z } from 'zod';
import { localMoment } from '../../moment.js';
import { askFor } from '../../remote/ask-provider.js';
import type { Provider } from '../../remote/ladder.js';
import type { ProviderContext } from '../../remote/provider-context.js';
import { providerError } from '../../remote/provider-error.js';
import { gentleTopics } from '../gentle-topics.js';
import type { TrendsReport } from '../trends-report.js';

export interface DailyhotSettings {
  /** An operator's own server. */
  readonly baseUrl: string;
  /** Names of lists, which are its paths: `weibo`, `zhihu-daily`. */
  readonly lists: readonly string[];
}

const provider = 'dailyhot';
/** Titles asked for of each list, and topics kept of all. */
const titlesOfList = 50;
const mostTopics = 6;

/** The addresses, pictures and descriptions that come along are not read. */
const List = z.object({
  code: z.literal(200),
  updateTime: z
    .string()
    .nullish()
    .transform((text) => new Date(text ?? Number.NaN)),
  data: z.array(z.object({ title: z.string().catch('') })),
});
type List = z.output<typeof List>;

/** Its server keeps lists for an hour; what is older or from the future is not what people talk of now. */
const oldestMs = 6 * 3_600_000;
const clocksDifferMs = 3_600_000;

/** Lists in turn, so that each is heard: first titles first. */
const interleaved = (lists: readonly List[]): readonly string[] =>
  Array.from({ length: titlesOfList }).flatMap((_, rank) => lists.flatMap(({ data }) => data[rank]?.title ?? []));

/** Lists of a server that speaks as DailyHotApi does (`/{list}?limit=`). One list that fails takes nothing from the others. */
export const dailyhot = (
  { baseUrl, lists }: DailyhotSettings,
  { clock, timezone, timeoutMs }: ProviderContext,
): Provider<void, TrendsReport> => ({
  name: provider,
  ask: async () => {
    const results = await Promise.allSettled(
      lists.map((list) => {
        const url = new URL(`${baseUrl.replace(/\/$/, '')}/${encodeURIComponent(list)}`);
        url.searchParams.set('limit', String(titlesOfList));
        return askFor(List, { provider, url, timeoutMs });
      }),
    );
    const heard = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failure = results.find((result) => result.status === 'rejected');
    if (heard.length === 0 && failure) throw failure.reason;
    const now = clock().getTime();
    const current = heard.filter(({ updateTime }) => {
      const age = now - updateTime.getTime();
      return age < oldestMs && age > -clocksDifferMs;
    });
    if (current.length === 0) throw providerError('told of another time', { provider, fault: 'failed' });
    const oldest = new Date(Math.min(...current.map(({ updateTime }) => updateTime.getTime())));
    return {
      source: provider,
      observed_at: localMoment(oldest, timezone).iso,
      topics: [...gentleTopics(interleaved(current), mostTopics)],
    };
  },
});
