import type { Forecast } from '../../src/agreement/calibration.ts';
import type { DuelVote } from '../../src/agreement/pick-win-rate.ts';
import type { SidedChoice, Verdict } from '../../src/agreement/preference.ts';
import type { Outcome } from '../../src/agreement/rankings.ts';
import type { Rating } from '../../src/agreement/ratings.ts';
import { type Chance, logistic } from './chance.ts';

/** What a simulated community is like. Log-odds unless something else is said. */
export interface Community {
  asks: number;
  /** Ballots of an ask: from 1 to this many. */
  ballots: number;
  /** People in the room. */
  people: number;
  /** The share of people who let a ballot pass. */
  abstention: number;
  /** How readily people see the better answer, and by how much asks differ in that (standard deviation). */
  clear: number;
  spread: number;
  /** The share of votes that are ties. */
  ties: number;
  /** Pull of the answer that stands first, and of the longer one. */
  firstBias: number;
  longerBias: number;
  /** How readily two judges see the better answer. */
  judges: readonly [number, number];
  /** The judge's own pull towards what it reads first. */
  judgeBias: number;
}

export interface Sample {
  ratings: Rating[];
  choices: SidedChoice[];
  duels: DuelVote[];
  verdicts: Verdict[];
  forecasts: Forecast[];
  outcomes: (Outcome & { cluster: string })[];
}

/** Models that answer, and the log-odds by which people prefer them. */
export const MODELS: readonly number[] = [0.9, 0.4, 0, -0.4, -0.9];

/** Everything that one run of a community leaves behind. What is true of a run's asks is drawn anew in each, as new asks would be. */
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
  // A stands first. Labels are sides; the better one is A in 60 of 100, so that labels are skewed.
  const better: 'a' | 'b' = lot.happens(0.6) ? 'a' : 'b';
  const sign = better === 'a' ? 1 : -1;
  const [lengthA, lengthB] = [100 + lot.below(900), 100 + lot.below(900)];
  const longer = Math.sign(lengthA - lengthB);
  const pull = sign * ease + community.firstBias + longer * community.longerBias;

  const left = lot.below(MODELS.length);
  const right = (left + 1 + lot.below(MODELS.length - 1)) % MODELS.length;
  const taste = 0.5 * community.spread * lot.gauss();

  // The pick meets the runner-up (2 of 3) or one of two others (1 of 6 each); the runner-up is harder to beat.
  const runnerUp = lot.happens(2 / 3);
  const probability = runnerUp ? 2 / 3 : 1 / 6;

  for (let person = 0; person < community.people; person++) {
    if (lot.happens(community.abstention)) continue;
    const tie = lot.happens(community.ties);
    const side = lot.happens(logistic(pull)) ? 'a' : 'b';
    sample.ratings.push({ item, cluster, rater: `person ${person}`, kind: 'human', label: tie ? 'tie' : side });
    if (!tie) sample.choices.push({ cluster, chose: side, lengthA, lengthB });
    const picked = lot.happens(logistic(ease + (runnerUp ? -0.8 : 0.3)));
    sample.duels.push({ cluster, vote: tie ? 'tie' : picked ? 'pick' : 'opponent', probability });
    const leftWins = lot.happens(logistic((MODELS[left] ?? 0) - (MODELS[right] ?? 0) + taste));
    sample.outcomes.push({
      left: `m${left}`,
      right: `m${right}`,
      winner: tie ? 'tie' : leftWins ? 'left' : 'right',
      cluster,
    });
  }

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

  // An overconfident judge: it says what would be true if asks were twice as clear.
  const said = logistic(2 * ease + 0.5 * lot.gauss());
  sample.forecasts.push({ cluster, probability: said, outcome: lot.happens(logistic(ease)) ? 1 : 0 });
}
