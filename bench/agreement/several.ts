import { correctedShare } from '../../src/agreement/corrected-share.ts';
import { fleissKappa, gwetAc1, krippendorffAlpha, rawAgreement } from '../../src/agreement/human-human.ts';
import { withJudgesAsPeople } from '../../src/agreement/judges-as-people.ts';
import { predictionPowered } from '../../src/agreement/prediction-powered.ts';
import { type Rating, type Study, toStudy } from '../../src/agreement/ratings.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import type { Figure, Statistic } from '../../src/agreement/statistic.ts';
import { winRate } from '../../src/agreement/win-rate.ts';
import type { Chance } from './chance.ts';

type Cell = { truth: number; draw(n: number, lot: Chance): Pick<Figure, 'low' | 'high'> };

/** People say yes to .7 of items. In a cluster of up to three, they say it of .9 or of .5. */
const YES = { alone: [0.7, 0.7], clustered: [0.9, 0.5] } as const;
/** For each labelled item, ten have none. */
const MORE = 10;

/** Items with a judge's label, and people's on the labelled ones. */
function judged(n: number, lot: Chance, kind: keyof typeof YES, specificity: number, sensitivity: number) {
  return Array.from({ length: (1 + MORE) * n }, (_, c) => {
    const yes = YES[kind][lot.below(2)]!;
    return Array.from({ length: kind === 'alone' ? 1 : 1 + lot.below(3) }, () => {
      const human = lot.happens(yes) ? 1 : 0;
      const judge = lot.happens(human === 1 ? sensitivity : 1 - specificity) ? 1 : 0;
      return { cluster: `${c}`, judge, ...(c < n ? { human } : {}) };
    });
  }).flat();
}

/** Five judges: how often each says yes where it is true, and no where it is not. */
const JUDGES = [
  [0.9, 0.8],
  [0.85, 0.75],
  [0.8, 0.7],
  [0.75, 0.8],
  [0.7, 0.65],
] as const;
const TRUE = 0.6;

function labelled(n: number, lot: Chance): Study {
  const ratings: Rating[] = [];
  for (let c = 0; c < n; c++)
    for (let i = 1 + lot.below(3); i > 0; i--) {
      const truth = lot.happens(TRUE);
      for (const [j, [yes, no]] of JUDGES.entries())
        if (lot.happens(0.9))
          ratings.push({
            item: `${c} ${i}`,
            cluster: `${c}`,
            rater: `judge ${j}`,
            kind: 'judge',
            label: lot.happens(truth ? yes : 1 - no) ? 'a' : 'b',
          });
    }
  return toStudy(ratings);
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
/** The share of pairs of judges that agree, and the share of labels that are `a`. */
const together = mean(
  JUDGES.flatMap(([yes, no], i) =>
    JUDGES.slice(i + 1).map(
      ([y, o]) => TRUE * (yes * y + (1 - yes) * (1 - y)) + (1 - TRUE) * (no * o + (1 - no) * (1 - o)),
    ),
  ),
);
const ofA = mean(JUDGES.map(([yes, no]) => TRUE * yes + (1 - TRUE) * (1 - no)));
const byChance = ofA ** 2 + (1 - ofA) ** 2;
const kappa = (together - byChance) / (1 - byChance);
const ac1 = (together - 2 * ofA * (1 - ofA)) / (1 - 2 * ofA * (1 - ofA));

const amongJudges =
  (statistic: (study: Study) => Statistic): Cell['draw'] =>
  (n, lot) => {
    const study = withJudgesAsPeople(labelled(n, lot));
    return estimate(statistic(study), study.items, { resamples: 300, seed: '1' });
  };

/** Figures of several judges, and of `n` clusters that people labelled. Their truth has a closed form. */
export const several: Readonly<Record<string, Cell>> = {
  'prediction-powered mean, clustered': {
    truth: 0.7,
    draw: (n, lot) => predictionPowered(judged(n, lot, 'clustered', 0.8, 0.9)),
  },
  'corrected share': { truth: 0.7, draw: (n, lot) => correctedShare(judged(n, lot, 'alone', 0.8, 0.9)) },
  'corrected share, clustered': {
    truth: 0.7,
    draw: (n, lot) => correctedShare(judged(n, lot, 'clustered', 0.8, 0.9)),
  },
  'corrected share, weak judge': { truth: 0.7, draw: (n, lot) => correctedShare(judged(n, lot, 'alone', 0.65, 0.7)) },
  // Three in ten clusters have a mean preference of ½, the others of a tenth.
  'win rate, continuous': {
    truth: 0.22,
    draw: (n, lot) =>
      winRate(
        Array.from({ length: n }, (_, c) => {
          const power = lot.happens(0.3) ? 1 : 9;
          return Array.from({ length: 1 + lot.below(3) }, () => ({
            cluster: `${c}`,
            preference: lot.uniform() ** power,
          }));
        }).flat(),
      ).winRate,
  },
  'judges: raw agreement': { truth: together, draw: amongJudges(rawAgreement) },
  "judges: Fleiss' kappa": { truth: kappa, draw: amongJudges(fleissKappa) },
  "judges: Krippendorff's alpha": { truth: kappa, draw: amongJudges(krippendorffAlpha) },
  "judges: Gwet's AC1": { truth: ac1, draw: amongJudges(gwetAc1) },
};
