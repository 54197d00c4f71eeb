import { clusteredShare, sumClusters } from '../../src/agreement/clustered-share.ts';
import { confidenceSequence, countEqual, logCapital } from '../../src/agreement/confidence-sequence.ts';
import { observationOf, type QuestionVotes, questionShare, winRateOf } from '../../src/agreement/per-question.ts';
import { type Chance, chance } from './chance.ts';
import { communities } from './communities.ts';
import { simulate } from './community.ts';
import { drawQuestion, WIN_RATE } from './questions.ts';

/** A question of a stream. */
interface Question {
  /** What the sequence takes, 0–1. */
  observation: number;
  /** What the interval for one look takes: a ratio of sums. */
  hits: number;
  trials: number;
}

/** Questions that come one after the other. */
export interface Stream {
  /** The true share, 0–1, and the mean of observations that stands for it. */
  truth: number;
  observed: number;
  draw(lot: Chance): Question;
}

/** Nothing is shown before this many questions. */
const FIRST_LOOK = 10;

/** One person votes on each question. */
const alone = (truth: number): Stream => plain(truth, (lot) => (lot.happens(truth) ? 1 : 0));

/** One to nine people vote on each question. Half of the questions are easier than the others. */
const several = (truth: number, apart: number): Stream =>
  plain(truth, (lot) => {
    const share = truth + (lot.happens(0.5) ? apart : -apart);
    const votes = 1 + lot.below(9);
    return Array.from({ length: votes }, () => lot.happens(share)).filter(Boolean).length / votes;
  });

const plain = (truth: number, draw: (lot: Chance) => number): Stream => ({
  truth,
  observed: truth,
  draw(lot) {
    const observation = draw(lot);
    return { observation, hits: observation, trials: 1 };
  },
});

/** Duels whose opponent was drawn, weighted so that the draw does not matter. */
function weighted(truth: number, draw: (lot: Chance) => QuestionVotes): Stream {
  const one = (lot: Chance): Question => {
    const votes = draw(lot);
    const [observation, found] = [observationOf(votes), questionShare(votes)];
    if (observation === null || found === null) return one(lot);
    return { observation, hits: found.share * found.weight, trials: found.weight };
  };
  return { truth, observed: 0.25 + truth / 2, draw: one };
}

/** Questions of a community of the coverage study. */
function community(name: string): Stream {
  const one = { ...communities[name]!, ballots: 1, asks: 1 };
  const stream = weighted(0, (lot) => simulate(one, lot).duels[0]!);
  const lot = chance('truth of paths');
  const many = Array.from({ length: 40_000 }, () => stream.draw(lot));
  const sum = (of: (question: Question) => number) => many.reduce((total, question) => total + of(question), 0);
  return {
    ...stream,
    truth: sum(({ hits }) => hits) / sum(({ trials }) => trials),
    observed: sum(({ observation }) => observation) / many.length,
  };
}

/** Streams by name. They are made when asked for: the truth of a community takes a large sample. */
export const streams: Readonly<Record<string, () => Stream>> = {
  'one vote, .5': () => alone(0.5),
  'one vote, .68': () => alone(0.68),
  'one vote, .9': () => alone(0.9),
  '1 to 9 votes, .5': () => several(0.5, 0.2),
  '1 to 9 votes, .68': () => several(0.68, 0.2),
  '1 to 9 votes, .9': () => several(0.9, 0.1),
  'opponents as drawn': () => weighted(WIN_RATE, drawQuestion),
  ...Object.fromEntries(Object.keys(communities).map((name) => [`community: ${name}`, () => community(name)])),
};

/** How the intervals of one method fared. */
export interface Watched {
  method: 'sequence' | 'fixed n';
  /** The share of streams in which some look, after each question from the tenth on, misses the truth. */
  missed: number;
  /** The mean width after so many questions, by their number. */
  widths: Record<number, number>;
}

/** Looks at streams after each question. Widths are those of the first hundred streams. */
export function watch(
  { truth, observed, draw }: Stream,
  { length, runs, at, seed = '1' }: { length: number; runs: number; at: readonly number[]; seed?: string },
): Watched[] {
  const back = truth === observed ? (mean: number) => mean : winRateOf;
  const methods = {
    sequence: {
      misses: (seen: Question[]) => logCapital(countEqual(observations(seen)), observed) > Math.log(20),
      width: (seen: Question[]) => {
        const { low, high } = confidenceSequence(observations(seen));
        return back(high ?? 1) - back(low ?? 0);
      },
    },
    'fixed n': {
      misses: (seen: Question[]) => {
        const { low, high } = fixed(seen);
        return low !== null && high !== null && (truth < low || high < truth);
      },
      width: (seen: Question[]) => {
        const { low, high } = fixed(seen);
        return (high ?? 1) - (low ?? 0);
      },
    },
  };
  const found = (['sequence', 'fixed n'] as const).map((method): Watched => ({ method, missed: 0, widths: {} }));
  for (let run = 0; run < runs; run++) {
    const lot = chance(`${seed} ${run}`);
    const stream = Array.from({ length }, () => draw(lot));
    for (const one of found) {
      const { misses, width } = methods[one.method];
      let missed = false;
      for (let n = FIRST_LOOK; n <= length && !missed; n++) missed = misses(stream.slice(0, n));
      one.missed += missed ? 1 / runs : 0;
      if (run >= 100) continue;
      for (const n of at) one.widths[n] = (one.widths[n] ?? 0) + width(stream.slice(0, n)) / Math.min(runs, 100);
    }
  }
  return found;
}

const observations = (seen: readonly Question[]) => seen.map(({ observation }) => observation);
const fixed = (seen: readonly Question[]) =>
  clusteredShare(sumClusters(seen.map(({ hits, trials }) => [hits, trials] as const)));
