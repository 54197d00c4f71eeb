import { neutralise } from './neutralise.ts';
import { estimateTokens, shortenEvenly } from './shorten.ts';

export interface Prepared {
  prompt: string;
  first: string;
  second: string;
  /** What was neutralised or cut, in plain words for moderators. */
  notes: string[];
}

/**
 * Neutralises a pair and shortens it to `roomTokens` together. The question gets at most half of the room.
 */
export function prepare(pair: { prompt: string; first: string; second: string }, roomTokens: number): Prepared {
  const named = { 'the question': pair.prompt, 'the first reply': pair.first, 'the second reply': pair.second };
  const parts = Object.entries(named).map(([name, text]) => ({ name, ...neutralise(text) }));
  const notes = parts.flatMap(({ name, notes: own }) => own.map((note) => `In ${name}, ${note}.`));
  const [asked = '', one = '', two = ''] = parts.map(({ text }) => text);
  // A cut may turn the middle of a line into a heading, so what is left is neutralised once more.
  const question = shortenEvenly([asked], Math.floor(roomTokens / 2));
  const replies = shortenEvenly([one, two], roomTokens - estimateTokens(question.texts[0] ?? ''));
  if (question.cut) notes.push('The question was too long for the judge and was shortened in the middle.');
  if (replies.cut) notes.push('The replies were too long for the judge and were shortened in the middle, evenly.');
  const [prompt = '', first = '', second = ''] = [...question.texts, ...replies.texts].map(
    (text) => neutralise(text).text,
  );
  return { prompt, first, second, notes };
}
