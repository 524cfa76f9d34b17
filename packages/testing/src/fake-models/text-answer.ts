import type { PlainScenario, TextScenario } from './scenario.js';
import { fillerTokens, tokensOf } from './tokens.js';
import type { Asked, Problem } from './vendor.js';

/** Of an answer that came to its end. */
export interface TextEnd {
  readonly finish: 'stop' | 'length';
  readonly usage: boolean;
  readonly thinkingTokens: number;
  readonly textTokens: number;
}

/** How a protocol writes one answer; stateful, made anew for each. */
export interface TextWire {
  readonly streams: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** What a stream sends while the model has not begun; mostly nothing. */
  readonly waiting: string;
  /** Frames of a stream, in the order of this list. */
  readonly open: () => string;
  readonly thinking: (piece: string) => string;
  readonly text: (piece: string) => string;
  readonly end: (end: TextEnd) => string;
  /** Instead of the end: an error within the stream. */
  readonly failed: (body: unknown) => string;
  /** Instead of text and end. */
  readonly refused: (text: string) => string;
  /** Bodies where nothing streams. */
  readonly whole: (thinking: string, text: string, end: TextEnd) => unknown;
  readonly wholeRefused: (text: string) => { readonly status: number; readonly body: unknown };
}

type Outcome =
  | { readonly type: 'end' }
  | { readonly type: 'reset' }
  | { readonly type: 'stall' }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'refused'; readonly text: string };

/** What is played: tokens in their time, then an outcome. */
interface Play {
  readonly thinking: readonly string[];
  readonly text: readonly string[];
  readonly pace: Pick<TextScenario, 'firstTokenMs' | 'tokensPerSecond'>;
  readonly end: Pick<TextEnd, 'finish' | 'usage'>;
  readonly outcome: Outcome;
}

const HUGE_PIECE = '墨'.repeat(16_384);
const bytesOfPiece = Buffer.byteLength(HUGE_PIECE);

const wellEnded = (text: readonly string[]): Play => ({
  thinking: [],
  text,
  pace: {},
  end: { finish: 'stop', usage: true },
  outcome: { type: 'end' },
});

/** Null: no scenario for a model of text. What comes without any token was played before. */
function playOf(scenario: PlainScenario): Play | null {
  switch (scenario.kind) {
    case 'text':
      return {
        ...wellEnded(tokensOf(scenario.text)),
        thinking: tokensOf(scenario.thinking ?? ''),
        pace: scenario,
        end: { finish: scenario.finish ?? 'stop', usage: scenario.usage ?? true },
      };
    case 'empty':
      return wellEnded([]);
    case 'huge':
      return wellEnded(Array.from({ length: Math.ceil(scenario.bytes / bytesOfPiece) }, () => HUGE_PIECE));
    case 'refusal':
      return { ...wellEnded([]), outcome: { type: 'refused', text: scenario.text } };
    case 'status':
      return {
        ...wellEnded(fillerTokens(scenario.afterTokens ?? 0)),
        outcome: { type: 'failed', problem: { status: scenario.status } },
      };
    case 'reset':
    case 'stall':
      return { ...wellEnded(fillerTokens(scenario.afterTokens ?? 0)), outcome: { type: scenario.kind } };
    case 'image':
    case 'html':
    case 'wrong-type':
      return null;
    default:
      return scenario satisfies never;
  }
}

const endOf = ({ thinking, text, end }: Play): TextEnd => ({
  ...end,
  thinkingTokens: thinking.length,
  textTokens: text.length,
});

/** Plays a scenario as text; false where it is none. */
export async function answerText(asked: Asked, scenario: PlainScenario, wire: TextWire): Promise<boolean> {
  const play = playOf(scenario);
  if (play === null) return false;
  await (wire.streams ? stream(asked, play, wire) : whole(asked, play, wire));
  return true;
}

async function stream({ exchange, errorBody }: Asked, play: Play, wire: TextWire): Promise<void> {
  const due = metronome(play.pace);
  exchange.openEvents(wire.headers);
  await exchange.write([wire.waiting]);
  const frames = [
    ...play.thinking.map((piece) => () => wire.thinking(piece)),
    ...play.text.map((piece) => () => wire.text(piece)),
  ];
  await exchange.wait(due(0));
  if (play.pace.tokensPerSecond === undefined) {
    await exchange.write(atOnce(wire, frames));
  } else {
    await exchange.write([wire.open()]);
    for (const [index, frame] of frames.entries()) {
      await exchange.wait(due(index));
      await exchange.write([frame()]);
    }
  }
  const { outcome } = play;
  if (outcome.type === 'reset') return exchange.reset();
  if (outcome.type === 'stall') return exchange.stall();
  if (outcome.type === 'refused') await exchange.write([wire.refused(outcome.text)]);
  else if (outcome.type === 'failed') await exchange.write([wire.failed(errorBody(outcome.problem))]);
  else await exchange.write([wire.end(endOf(play))]);
  await exchange.end();
}

function* atOnce(wire: TextWire, frames: readonly (() => string)[]): Generator<string> {
  yield wire.open();
  for (const frame of frames) yield frame();
}

async function whole({ exchange, errorBody }: Asked, play: Play, wire: TextWire): Promise<void> {
  await exchange.wait(metronome(play.pace)(Math.max(0, play.thinking.length + play.text.length - 1)));
  const { outcome } = play;
  const body = wire.whole(play.thinking.join(''), play.text.join(''), endOf(play));
  switch (outcome.type) {
    case 'end':
      return exchange.json(200, body, wire.headers);
    case 'refused': {
      const { status, body: refusal } = wire.wholeRefused(outcome.text);
      return exchange.json(status, refusal, wire.headers);
    }
    case 'failed':
      return exchange.json(outcome.problem.status, errorBody(outcome.problem), wire.headers);
    case 'reset':
      await exchange.half(body);
      return exchange.reset();
    case 'stall':
      await exchange.half(body);
      return exchange.stall();
    default:
      return outcome satisfies never;
  }
}

/** Milliseconds from now until the token of this number is due, counted from this moment. */
function metronome({ firstTokenMs = 0, tokensPerSecond }: Play['pace']): (token: number) => number {
  const start = performance.now() + firstTokenMs;
  return (token) => start + (tokensPerSecond === undefined ? 0 : (token * 1000) / tokensPerSecond) - performance.now();
}
