import type { Format, Pair } from './format.ts';
import type { Question } from './judge.ts';
import { marksOf } from './marks.ts';
import { neutralise } from './neutralise.ts';
import { estimateTokens, shortenEvenly } from './shorten.ts';

export interface Prepared extends Pair {
  /** What was neutralised or cut, in plain words for moderators. */
  notes: string[];
}

/** A question as a format takes it: its conversation turn by turn, or in one text. */
export function pairFor({ takesTurns }: Format, { turns = [], prompt, first, second }: Question): Pair {
  const last = turns.at(-1);
  // What is judged answers a person: a conversation that ends otherwise goes out in one text.
  if (!takesTurns || turns.length < 2 || last?.role !== 'user') return { prompt, first, second };
  return { before: turns.slice(0, -1), prompt: last.content, first, second };
}

/**
 * Neutralises a pair and shortens it to `roomTokens` together. The question gets at most half of the room,
 * and a rubric a quarter.
 * @param format in which the judge is asked: its own structure is neutralised too
 */
export function prepare(pair: Pair, roomTokens: number, format?: Format): Prepared {
  const marks = format && marksOf(format);
  const before = pair.before ?? [];
  const named = [
    ...before.map(({ content }) => ['an earlier turn', content] as const),
    ['the question', pair.prompt] as const,
    ['the first reply', pair.first] as const,
    ['the second reply', pair.second] as const,
    ...(pair.rubric === undefined ? [] : [['the rubric', pair.rubric] as const]),
  ];
  const parts = named.map(([name, text]) => ({ name, ...neutralise(text, marks) }));
  const notes = [...new Set(parts.flatMap(({ name, notes: own }) => own.map((note) => `In ${name}, ${note}.`)))];
  const rules = pair.rules?.map((rule) => neutralise(rule, marks));
  notes.push(...new Set(rules?.flatMap(({ notes: own }) => own.map((note) => `In a rule, ${note}.`))));
  const texts = parts.map(({ text }) => text);
  const asked = before.length + 1;
  // A cut may turn the middle of a line into a heading, so what is left is neutralised once more.
  const question = shortenEvenly(texts.slice(0, asked), Math.floor(roomTokens / 2));
  const criteria = shortenEvenly(texts.slice(asked + 2), Math.floor(roomTokens / 4));
  const taken = [...question.texts, ...criteria.texts].reduce((sum, text) => sum + estimateTokens(text), 0);
  const replies = shortenEvenly(texts.slice(asked, asked + 2), roomTokens - taken);
  if (question.cut) notes.push('The question was too long for the judge and was shortened in the middle.');
  if (replies.cut) notes.push('The replies were too long for the judge and were shortened in the middle, evenly.');
  if (criteria.cut) notes.push('The rubric was too long for the judge and was shortened in the middle.');
  const sent = [...question.texts, ...replies.texts, ...criteria.texts].map((text) => neutralise(text, marks).text);
  const [prompt = '', first = '', second = '', rubric] = sent.slice(before.length);
  const turns = before.map(({ role }, i) => ({ role, content: sent[i] ?? '' }));
  return {
    ...(turns.length > 0 ? { before: turns } : {}),
    prompt,
    first,
    second,
    ...(rubric === undefined ? {} : { rubric }),
    ...(rules ? { rules: rules.map(({ text }) => text) } : {}),
    notes,
  };
}
