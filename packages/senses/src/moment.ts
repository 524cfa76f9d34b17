/** A moment as a wall clock in a time zone shows it. */
interface LocalMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Hour with its fraction, 0 ≤ hour < 24. */
  readonly hour: number;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** ISO-8601 with the zone's offset. */
  readonly iso: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timezone: string): Intl.DateTimeFormat => {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  formats.set(timezone, format);
  return format;
};

/** Reads the wall clock of an IANA time zone; throws RangeError for a zone that does not exist or an invalid date. */
export const localMoment = (at: Date, timezone: string): LocalMoment => {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return {
    year: Number(part('year')),
    month: Number(part('month')),
    day: Number(part('day')),
    hour: Number(part('hour')) + Number(part('minute')) / 60,
    date,
    iso: `${date}T${part('hour')}:${part('minute')}:${part('second')}${offset}`,
  };
};
