import type { Format, Pair } from './format.ts';
import { marksOf } from './marks.ts';
import { neutralise } from './neutralise.ts';
import { estimateTokens, shortenEvenly } from './shorten.ts';

export interface Prepared extends Pair {
  /** What was neutralised or cut, in plain words for moderators. */
  notes: string[];
}

/**
 * Neutralises a pair and shortens it to `roomTokens` together. The question gets at most half of the room.
 * @param format in which the judge is asked: its own structure is neutralised too
 */
export function prepare(pair: Pair, roomTokens: number, format?: Format): Prepared {
  const marks = format && marksOf(format);
  const named = { 'the question': pair.prompt, 'the first reply': pair.first, 'the second reply': pair.second };
  const parts = Object.entries(named).map(([name, text]) => ({ name, ...neutralise(text, marks) }));
  const notes = parts.flatMap(({ name, notes: own }) => own.map((note) => `In ${name}, ${note}.`));
  const [asked = '', one = '', two = ''] = parts.map(({ text }) => text);
  // A cut may turn the middle of a line into a heading, so what is left is neutralised once more.
  const question = shortenEvenly([asked], Math.floor(roomTokens / 2));
  const replies = shortenEvenly([one, two], roomTokens - estimateTokens(question.texts[0] ?? ''));
  if (question.cut) notes.push('The question was too long for the judge and was shortened in the middle.');
  if (replies.cut) notes.push('The replies were too long for the judge and were shortened in the middle, evenly.');
  const [prompt = '', first = '', second = ''] = [...question.texts, ...replies.texts].map(
    (text) => neutralise(text, marks).text,
  );
  return { prompt, first, second, notes };
}
