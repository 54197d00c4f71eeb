import { seeded } from '../../../../src/seeded.ts';
import { pack } from './pack/index.ts';
import { CLEAR, type PracticeReply } from './question.ts';
import { notMine, think } from './reasoning.ts';
import { followUp, withFile } from './special.ts';

export interface PracticeJudgement {
  reasoning: string;
  answer: string;
}

const LAYOUT =
  /^## Query\n\n([\s\S]*)\n\n## Assistant responses\n\n### Assistant 1\n\n([\s\S]*)\n\n\n### Assistant 2\n\n([\s\S]*)\n\n## Analysis\n\n/;

/**
 * Judges a pair of the pack's replies by the merits and flaws that its authors wrote down. Of other texts it
 * knows nothing, and gives no verdict on them.
 * @param sample 0, 1, 2 …: how often it was asked exactly this before
 * @returns null when the prompt is not in RRM's format
 */
export function judgePair(laidOut: string, sample = 0): PracticeJudgement | null {
  const [, query, first, second] = LAYOUT.exec(laidOut) ?? [];
  if (query === undefined || first === undefined || second === undefined) return null;
  const [one, two] = [written(first), written(second)];
  if (!one || !two) return { reasoning: notMine, answer: 'No verdict.' };
  const winner = prefersFirst(query, one, two, sample) ? 1 : 2;
  return { reasoning: think(query, one, two, winner, sample), answer: `\\boxed{Assistant ${winner}}` };
}

/** The pack's notes on a reply, or for any other text a guess by its length, for simulated voters. */
export function recognise(text: string): PracticeReply {
  const known = written(text);
  if (known) return known;
  const long = text.length > 1500;
  return {
    quality: Math.min(6, 3 + text.length / 300) - (long ? 1 : 0),
    text,
    merits: long ? 'goes into detail' : 'stays brief',
    flaws: long ? 'asks for a lot of patience' : 'may leave something out',
  };
}

const letters = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 200);
const byLetters = new Map(
  [...pack, followUp, withFile].flatMap(({ replies }) => replies.map((reply) => [letters(reply.text), reply])),
);

/** @returns null when the text is not in the pack */
const written = (text: string): PracticeReply | null => byLetters.get(letters(text)) ?? null;

/**
 * Always right when the difference is clear.
 * Otherwise it can be wrong, with a bias towards the first reply, and decide otherwise when asked again.
 */
function prefersFirst(query: string, one: PracticeReply, two: PracticeReply, sample: number): boolean {
  const difference = one.quality - two.quality;
  if (Math.abs(difference) >= CLEAR) return difference > 0;
  const chance = 1 / (1 + Math.exp(-(0.9 * difference + 0.3)));
  return seeded(`${query}\n${one.text}\n${two.text}`, `verdict ${sample}`).below(1000) < chance * 1000;
}
