import type { Forecast } from '../../src/agreement/calibration.ts';
import type { QuestionVotes } from '../../src/agreement/per-question.ts';
import type { SidedChoice, Verdict } from '../../src/agreement/preference.ts';
import type { Outcome } from '../../src/agreement/rankings.ts';
import type { Rating } from '../../src/agreement/ratings.ts';
import { type Chance, logistic } from './chance.ts';

/** The parameters of a simulated community. In log-odds, unless noted otherwise. */
export interface Community {
  asks: number;
  /** An ask has 1 to this many ballots. */
  ballots: number;
  /** The number of people. */
  people: number;
  /** The probability that a person does not vote on a ballot, 0–1. */
  abstention: number;
  /** How well people see the better answer, on average over asks. */
  clear: number;
  /** How much asks differ in that (standard deviation). */
  spread: number;
  /** The probability that a vote is a tie, 0–1. */
  ties: number;
  /** The bias towards the answer that is shown first. */
  firstBias: number;
  /** The bias towards the longer answer. */
  longerBias: number;
  /** How well each of two judges sees the better answer. */
  judges: readonly [number, number];
  /** The first judge's bias towards the answer that it reads first. */
  judgeBias: number;
}

export interface Sample {
  ratings: Rating[];
  choices: SidedChoice[];
  duels: (QuestionVotes & { cluster: string })[];
  verdicts: Verdict[];
  forecasts: Forecast[];
  outcomes: (Outcome & { cluster: string })[];
}

/** The strengths of the models that answer, in log-odds of being preferred. */
export const MODELS: readonly number[] = [0.9, 0.4, 0, -0.4, -0.9];

/**
 * Simulates one study of a community.
 * Each call draws new asks, so that the variation between asks counts.
 */
export function simulate(community: Community, lot: Chance): Sample {
  const sample: Sample = { ratings: [], choices: [], duels: [], verdicts: [], forecasts: [], outcomes: [] };
  for (let ask = 0; ask < community.asks; ask++) {
    const cluster = `ask ${ask}`;
    const ease = community.clear + community.spread * lot.gauss();
    const ballots = 1 + lot.below(community.ballots);
    for (let ballot = 0; ballot < ballots; ballot++) simulateBallot(community, lot, sample, cluster, ballot, ease);
  }
  return sample;
}

function simulateBallot(
  community: Community,
  lot: Chance,
  sample: Sample,
  cluster: string,
  ballot: number,
  ease: number,
): void {
  const item = `${cluster} ballot ${ballot}`;
  // A is shown first. A is the better one in 60 of 100 cases, so that the labels are skewed.
  const better: 'a' | 'b' = lot.happens(0.6) ? 'a' : 'b';
  const sign = better === 'a' ? 1 : -1;
  const [lengthA, lengthB] = [100 + lot.below(900), 100 + lot.below(900)];
  const longer = Math.sign(lengthA - lengthB);
  const pull = sign * ease + community.firstBias + longer * community.longerBias;

  const left = lot.below(MODELS.length);
  const right = (left + 1 + lot.below(MODELS.length - 1)) % MODELS.length;
  const taste = 0.5 * community.spread * lot.gauss();

  // The pick has 1, 3 or 7 others. Half of the opponents are the runner-up, which is harder to beat; the rest
  // are drawn evenly.
  const others = [1, 3, 7][lot.below(3)]!;
  const runnerUp = lot.happens(0.5 + 0.5 / others);
  const duel = { pick: 0, opponent: 0, tie: 0, others, probability: 0.5 / others + (runnerUp ? 0.5 : 0) };

  for (let person = 0; person < community.people; person++) {
    if (lot.happens(community.abstention)) continue;
    const tie = lot.happens(community.ties);
    const side = lot.happens(logistic(pull)) ? 'a' : 'b';
    sample.ratings.push({ item, cluster, rater: `person ${person}`, kind: 'human', label: tie ? 'tie' : side });
    if (!tie) sample.choices.push({ cluster, chose: side, lengthA, lengthB });
    const picked = lot.happens(logistic(ease + (runnerUp ? -0.8 : 0.3)));
    duel[tie ? 'tie' : picked ? 'pick' : 'opponent'] += 1;
    const leftWins = lot.happens(logistic((MODELS[left] ?? 0) - (MODELS[right] ?? 0) + taste));
    sample.outcomes.push({
      left: `m${left}`,
      right: `m${right}`,
      winner: tie ? 'tie' : leftWins ? 'left' : 'right',
      cluster,
    });
  }

  sample.duels.push({ cluster, ...duel });

  for (const [judge, skill] of community.judges.entries()) {
    const right = lot.happens(logistic(skill + 0.5 * ease));
    const side = right === (better === 'a') ? 'a' : 'b';
    const label = lot.happens(community.ties / 2) ? 'tie' : side;
    sample.ratings.push({ item, cluster, rater: `judge ${judge}`, kind: 'judge', label });
  }

  for (const first of ['a', 'b'] as const) {
    const second = first === 'a' ? 'b' : 'a';
    const towards = (first === better ? 1 : -1) * (community.judges[0] + 0.5 * ease) + community.judgeBias;
    const verdict = lot.happens(logistic(towards)) ? 'first' : 'second';
    sample.verdicts.push({ cluster, first: `${item} ${first}`, second: `${item} ${second}`, verdict });
  }

  // An overconfident judge: its forecast would be true if asks were twice as clear.
  const said = logistic(2 * ease + 0.5 * lot.gauss());
  sample.forecasts.push({ cluster, probability: said, outcome: lot.happens(logistic(ease)) ? 1 : 0 });
}
