const partsOf = (at: Date, timeZone: string): Record<string, number> =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );

/** Milliseconds by which the zone's clocks are ahead of UTC at that moment. */
function offsetOf(at: Date, timeZone: string): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = partsOf(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

/**
 * The moment at which the day after `date` (`YYYY-MM-DD`) begins in the zone: when a used-up quota is whole again.
 * The offset is looked up twice, because the first guess may lie on the other side of a change of clocks.
 */
export function startOfNextDay(date: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T00:00:00Z`) + 24 * 60 * 60 * 1000;
  const guess = new Date(wall - offsetOf(new Date(wall), timeZone));
  return new Date(wall - offsetOf(guess, timeZone));
}
