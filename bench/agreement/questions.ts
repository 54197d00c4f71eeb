import type { QuestionVotes } from '../../src/agreement/per-question.ts';
import { drawLineup } from '../../src/ballots/opponent.ts';
import type { Chance } from './chance.ts';

/** How often people prefer the pick to its runner-up, and to each other candidate. */
const CLOSE = 0.55;
const CLEAR = 0.8;
/** Some questions are easier than others. */
const EASE = 0.15;
/** Numbers of other candidates, each on as many questions. */
const OTHERS = [1, 3, 7];

/** The share with which the pick beats an answer drawn evenly from the others of a question drawn evenly. */
export const WIN_RATE = OTHERS.reduce((sum, k) => sum + (CLOSE + (k - 1) * CLEAR) / k, 0) / OTHERS.length;

/**
 * A question whose opponent is drawn as the bot draws it. Close duels draw three times as many
 * votes, and questions with many candidates twice as many.
 */
export function drawQuestion(lot: Chance): QuestionVotes {
  const others = OTHERS[lot.below(OTHERS.length)]!;
  const standings = Array.from({ length: others + 1 }, (_, slot) => slot);
  const { shown, probability } = drawLineup('duel', `${lot.uniform()}`, 0, standings)!;
  const close = shown.includes(1);
  const preferred = (close ? CLOSE : CLEAR) + (lot.happens(0.5) ? EASE : -EASE);
  const votes = { pick: 0, opponent: 0, tie: 0 };
  const voters = (1 + lot.below(3)) * (close ? 3 : 1) * (others > 1 ? 2 : 1);
  for (let i = 0; i < voters; i++) votes[lot.happens(preferred) ? 'pick' : 'opponent'] += 1;
  return { ...votes, others, probability };
}
