import { seeded } from '../../../../src/seeded.ts';
import { findQuestion } from './find-question.ts';
import { pack } from './pack/index.ts';
import type { PracticeReply } from './question.ts';
import { unknownReplies } from './unknown.ts';

export interface PracticeJudgement {
  reasoning: string;
  answer: string;
}

const LAYOUT =
  /^## Query\n\n([\s\S]*)\n\n## Assistant responses\n\n### Assistant 1\n\n([\s\S]*)\n\n\n### Assistant 2\n\n([\s\S]*)\n\n## Analysis\n\n/;

/**
 * Judges a pair. The reasoning uses the merits and flaws that the pack's author wrote down.
 * @returns null when the prompt is not in RRM's format.
 */
export function judgePair(laidOut: string): PracticeJudgement | null {
  const [, query, first, second] = LAYOUT.exec(laidOut) ?? [];
  if (query === undefined || first === undefined || second === undefined) return null;
  const [one, two] = [recognise(first), recognise(second)];
  const winner = prefersFirst(query, one, two) ? 1 : 2;
  return { reasoning: think(query, one, two, winner), answer: `\\boxed{Assistant ${winner}}` };
}

/** The pack's notes on a reply. A text that is not in the pack is judged by its length. */
export function recognise(text: string): PracticeReply {
  const all = [...pack.flatMap(({ replies }) => replies), ...unknownReplies];
  const letters = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').slice(0, 200);
  const known = all.find((reply) => letters(reply.text) === letters(text));
  if (known) return known;
  const long = text.length > 1500;
  return {
    quality: Math.min(6, 3 + text.length / 300) - (long ? 1 : 0),
    text,
    merits: long ? 'goes into detail' : 'stays brief',
    flaws: long ? 'asks for a lot of patience' : 'may leave something out',
  };
}

/**
 * Always right when the difference is clear.
 * Otherwise it can be wrong, with a bias towards the first reply.
 */
function prefersFirst(query: string, one: PracticeReply, two: PracticeReply): boolean {
  const difference = one.quality - two.quality;
  if (Math.abs(difference) >= 4) return difference > 0;
  const chance = 1 / (1 + Math.exp(-(0.9 * difference + 0.3)));
  return seeded(`${query}\n${one.text}\n${two.text}`, 'verdict').below(1000) < chance * 1000;
}

function think(query: string, one: PracticeReply, two: PracticeReply, winner: 1 | 2): string {
  const known = findQuestion(query) !== null;
  const [better, worse] = winner === 1 ? [one, two] : [two, one];
  const loser = winner === 1 ? 2 : 1;
  const close = Math.abs(one.quality - two.quality) < 2;
  const lot = seeded(query + one.text, 'words');
  const pick = (...options: string[]) => options[lot.below(options.length)] as string;
  return [
    `${pick('Okay, let me look at this.', 'Let me think about what is asked here.', 'First, the instruction.')} The query is: "${query.trim().slice(0, 160)}". ${known ? 'A good response should answer exactly that, correctly, and be as long as it needs to be and no longer.' : 'I have no written answer to compare with, so I go by how honest and how useful each response is.'}`,
    `Assistant 1 ${one.merits}. On the other hand, it ${one.flaws}.`,
    `Assistant 2 ${two.merits}. But it ${two.flaws}.`,
    close
      ? `${pick('Hmm, this is close.', 'These two are not far apart.')} Wait, I should not be swayed by which one came first or by which one is longer. What matters is which of them serves the person better. Let me weigh it again: against Assistant ${loser} speaks that it ${worse.flaws}; what can be held against Assistant ${winner}, that it ${better.flaws}, weighs less with me.`
      : `${pick('The difference is clear.', 'That settles most of it.')} The decisive point is that Assistant ${loser} ${worse.flaws}, whereas Assistant ${winner} ${better.merits}. Length plays no part in this: I would say the same if they were equally long, and the same if they had come in the other order.`,
    `So ${close ? 'by a small margin ' : ''}Assistant ${winner} is better.`,
  ].join('\n\n');
}
