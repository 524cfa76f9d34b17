import { AppError } from '@mojian/contracts/app-error';
import type { Schema } from '@mojian/contracts/schema';
import { z } from 'zod';
import { JsonMistake, type JsonValue, readLenientJson } from './lenient-json.js';

/** Longer answers are not looked at. */
const longestReply = 1_000_000;
/** Values of a reply that are kept for a look; of more, the last ones. */
const mostValues = 20;
/** Brackets that begin nothing: after so many, no more is looked for. */
const mostMistakes = 1000;

const thinking = /^\s*<(think|thinking|thought|reasoning)>[\s\S]*?<\/\1>/i;
const unfinishedThinking = /^\s*<(?:think|thinking|thought|reasoning)>/i;
/**
 * Some models leave the opening to the prompt. Words of an answer may hold such a closing as well, but there it has a
 * bracket before it and no line end behind.
 */
const closingAlone =
  /^[^{[]*?<\/(?:think|thinking|thought|reasoning)>|<\/(?:think|thinking|thought|reasoning)>\s*?(?:\n|$)/i;

/**
 * The value that a model was asked for, out of whatever it wrapped it in: fences, prose before and after, thinking. Of
 * several values it is the last complete one that fits the schema; each is read as `readLenientJson` does. Takes time in
 * proportion to the text.
 * @throws AppError MODEL_REPLY_INVALID, whose message tells a model what to mend.
 */
export function parseReply<T>(text: string, schema: Schema<T>): T {
  if (text.length > longestReply) throw invalid(`the answer has more than ${longestReply} characters`);
  const { values, mistake } = findValues(withoutThinking(text));
  const problems: string[] = [];
  for (const value of values.toReversed()) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(z.prettifyError(parsed.error));
  }
  throw invalid(problems[0] ?? mistake?.message ?? 'there is no JSON in the answer');
}

const invalid = (message: string): AppError => new AppError('MODEL_REPLY_INVALID', message);

function withoutThinking(text: string): string {
  const answer = text.replace(thinking, '');
  if (answer.length < text.length) return answer;
  if (unfinishedThinking.test(text)) return '';
  const closing = closingAlone.exec(text);
  return closing ? text.slice(closing.index + closing[0].length) : text;
}

/** All complete objects and lists that are not part of another; and why the last incomplete one is none. */
function findValues(text: string): {
  readonly values: readonly JsonValue[];
  readonly mistake: JsonMistake | undefined;
} {
  const values: JsonValue[] = [];
  let mistake: JsonMistake | undefined;
  let mistakes = 0;
  let at = nextStart(text, 0);
  while (at >= 0 && mistakes < mostMistakes) {
    const found = tryRead(text, at);
    if (found instanceof JsonMistake) {
      mistake = found;
      mistakes += 1;
      // Behind the mistake, so that nothing is read twice, and a piece of a broken whole is no answer.
      at = nextStart(text, Math.max(found.at, at + 1));
    } else {
      values.push(found.value);
      if (values.length > mostValues) values.shift();
      at = nextStart(text, found.end);
    }
  }
  return { values, mistake };
}

function nextStart(text: string, from: number): number {
  const start = text.slice(from).search(/[{[]/);
  return start < 0 ? -1 : from + start;
}

function tryRead(text: string, at: number): ReturnType<typeof readLenientJson> | JsonMistake {
  try {
    return readLenientJson(text, at);
  } catch (error) {
    if (error instanceof JsonMistake) return error;
    throw error;
  }
}
