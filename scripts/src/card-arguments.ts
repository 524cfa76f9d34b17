import { parseArgs } from 'node:util';
import { Refusal } from './command.js';

/** What `card` was asked for. */
export interface CardArguments {
  readonly words: string;
  readonly place: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly weather: string | undefined;
  readonly recipient: string | undefined;
  readonly sender: string | undefined;
  readonly out: string | undefined;
  readonly open: boolean;
  readonly token: string | undefined;
  readonly url: string | undefined;
}

const parsePlace = (text: string | undefined): CardArguments['place'] => {
  if (text === undefined) return undefined;
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = text
    .split(/[,，]/)
    .map((part) => Number(part.trim() || 'x'));
  const known = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && more.length === 0;
  if (!known) throw new Refusal(`--place wants latitude,longitude in degrees, as 30.24,120.15; not "${text}".`, 2);
  return { latitude, longitude };
};

/** Throws a Refusal with status 2, or Node's own error about an option that it does not know. */
export const parseCardArguments = (args: readonly string[]): CardArguments => {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      place: text,
      weather: text,
      to: text,
      from: text,
      out: text,
      token: text,
      url: text,
      open: { type: 'boolean', default: false },
    },
  });
  const words = positionals.join(' ').trim();
  if (words === '')
    throw new Refusal('What shall the card say? Write it in quotes: ./scripts/run.sh card "今天西湖下了一整天的雨"', 2);
  return {
    words,
    place: parsePlace(values.place),
    weather: values.weather,
    recipient: values.to,
    sender: values.from,
    out: values.out,
    open: values.open,
    token: values.token,
    url: values.url,
  };
};
