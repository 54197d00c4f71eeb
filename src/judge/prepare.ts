import type { Format, Pair } from './format.ts';
import { marksOf } from './marks.ts';
import { neutralise } from './neutralise.ts';
import { estimateTokens, shortenEvenly } from './shorten.ts';

export interface Prepared extends Pair {
  /** What was neutralised or cut, in plain words for moderators. */
  notes: string[];
}

/**
 * Neutralises a pair and shortens it to `roomTokens` together. The question gets at most half of the room,
 * and a rubric a quarter.
 * @param format in which the judge is asked: its own structure is neutralised too
 */
export function prepare(pair: Pair, roomTokens: number, format?: Format): Prepared {
  const marks = format && marksOf(format);
  const named = { 'the question': pair.prompt, 'the first reply': pair.first, 'the second reply': pair.second };
  const written = pair.rubric === undefined ? {} : { 'the rubric': pair.rubric };
  const parts = Object.entries({ ...named, ...written }).map(([name, text]) => ({ name, ...neutralise(text, marks) }));
  const notes = parts.flatMap(({ name, notes: own }) => own.map((note) => `In ${name}, ${note}.`));
  const [asked = '', one = '', two = '', measure] = parts.map(({ text }) => text);
  // A cut may turn the middle of a line into a heading, so what is left is neutralised once more.
  const question = shortenEvenly([asked], Math.floor(roomTokens / 2));
  const criteria = shortenEvenly(measure === undefined ? [] : [measure], Math.floor(roomTokens / 4));
  const taken = [...question.texts, ...criteria.texts].reduce((sum, text) => sum + estimateTokens(text), 0);
  const replies = shortenEvenly([one, two], roomTokens - taken);
  if (question.cut) notes.push('The question was too long for the judge and was shortened in the middle.');
  if (replies.cut) notes.push('The replies were too long for the judge and were shortened in the middle, evenly.');
  if (criteria.cut) notes.push('The rubric was too long for the judge and was shortened in the middle.');
  const [prompt = '', first = '', second = '', rubric] = [...question.texts, ...replies.texts, ...criteria.texts].map(
    (text) => neutralise(text, marks).text,
  );
  return { prompt, first, second, ...(rubric === undefined ? {} : { rubric }), notes };
}
