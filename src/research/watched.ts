import { confidenceSequence } from '../agreement/confidence-sequence.ts';
import { majorityOf } from '../agreement/majority.ts';
import { observationOf, type QuestionVotes, questionShare, winRateOf } from '../agreement/per-question.ts';
import type { Figure } from '../agreement/statistic.ts';

/** The votes that count on one question, or on several with equal votes. */
export interface WatchedQuestion extends QuestionVotes {
  bothBad: number;
  /** How many questions these are; one if absent. */
  times?: number;
}

/**
 * Figures with intervals that hold however often somebody looks. Each question is one observation, and `n`
 * counts those that say something.
 */
export interface Watched {
  /** How often the judge's pick beats an answer drawn evenly from the others. */
  pickWins: Figure;
  /** Of questions with a majority for one of the two answers: those where it is for the pick. */
  majority: Figure;
  /** How often two people who voted on the same question said the same. */
  amongPeople: Figure;
}

/** Computes the figures of all questions given. A ballot enters when it has closed, and never changes. */
export function watched(questions: readonly WatchedQuestion[]): Watched {
  const wins = over(questions, observationOf);
  return {
    pickWins: pickWinsOf(questions, mapped(wins.low), mapped(wins.high), wins.n),
    majority: over(questions, majorityForPick),
    amongPeople: over(questions, pairsThatAgree),
  };
}

/**
 * The sequence's range around the value of `pickWinRate`, so that one page names one value. Both estimate the
 * same; the ratio is nearer to it, and has no range that may be watched.
 */
function pickWinsOf(questions: readonly WatchedQuestion[], low: number | null, high: number | null, n: number): Figure {
  let [wins, weights] = [0, 0];
  for (const question of questions) {
    const found = questionShare(question);
    if (!found) continue;
    const weight = found.weight * (question.times ?? 1);
    wins += weight * found.share;
    weights += weight;
  }
  const value = weights === 0 ? null : Math.min(high ?? 1, Math.max(low ?? 0, wins / weights));
  return { value, low, high, n };
}

const mapped = (observed: number | null) => (observed === null ? null : winRateOf(observed));

function majorityForPick({ pick, opponent, tie, bothBad }: WatchedQuestion): number | null {
  const label = majorityOf(Object.entries({ pick, opponent, tie, bothBad }));
  return label === 'pick' ? 1 : label === 'opponent' ? 0 : null;
}

function pairsThatAgree({ pick, opponent, tie, bothBad }: WatchedQuestion): number | null {
  const pairs = (votes: number) => (votes * (votes - 1)) / 2;
  const all = pairs(pick + opponent + tie + bothBad);
  return all === 0 ? null : (pairs(pick) + pairs(opponent) + pairs(tie) + pairs(bothBad)) / all;
}

function over(questions: readonly WatchedQuestion[], of: (question: WatchedQuestion) => number | null): Figure {
  return confidenceSequence(each());
  function* each() {
    for (const question of questions) {
      const observation = of(question);
      if (observation === null) continue;
      for (let i = 0; i < (question.times ?? 1); i++) yield observation;
    }
  }
}
