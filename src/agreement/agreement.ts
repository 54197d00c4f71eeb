import { alternativeAnnotator } from './alternative-annotator.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import { fleissKappa, gwetAc1, krippendorffAlpha, leaveOneOut, rawAgreement } from './human-human.ts';
import { cohenKappa, perVote, vsMajority } from './judge-human.ts';
import { intervalAlpha, ordinalAlpha } from './ordered-alpha.ts';
import type { Study } from './ratings.ts';
import type { Scale } from './scale.ts';
import { estimate } from './share-estimate.ts';
import type { Figure, Statistic } from './statistic.ts';
import { difference, type McNemar, mcNemar } from './two-judges.ts';
import { weightedKappa } from './weighted-kappa.ts';

export interface Agreement {
  /** What the labels were taken for. It decides alpha, the alternative annotator test and weighted kappas. */
  scale: Scale;
  items: number;
  clusters: number;
  raters: number;
  humanHuman: Record<'rawAgreement' | 'fleissKappa' | 'krippendorffAlpha' | 'gwetAc1' | 'leaveOneOut', Figure>;
  judges: Record<string, JudgeAgreement>;
  /** Every two judges that rated items in common. */
  pairs: JudgePair[];
}

export interface JudgePair {
  judges: readonly [string, string];
  mcNemar: McNemar;
  difference: Figure;
}

export interface JudgeAgreement {
  perVote: Figure;
  vsMajority: Figure;
  vsMajorityStrict: Figure;
  cohenKappa: Figure;
  cohenKappaStrict: Figure;
  /** On an ordinal scale only. */
  cohenKappaLinear?: Figure;
  cohenKappaQuadratic?: Figure;
  altTest: { winningRate: Figure; advantage: Figure; annotators: number };
}

export interface AgreementOptions extends BootstrapOptions {
  /**
   * The handicap (ε) of the alternative annotator test: .2 against experts, .15 skilled people, .1 a crowd.
   */
  epsilon: number;
  /** `nominal` by default. Other scales need labels that are numbers, an ordinal one at most 100. */
  scale?: Scale;
}

/** How far people agree with each other and with each judge. Definitions stand with each statistic. */
export function agreement(study: Study, options: AgreementOptions): Agreement {
  const figure = (statistic: Statistic) => estimate(statistic, study.items, options);
  const { scale = 'nominal' } = options;
  const alpha = { nominal: krippendorffAlpha, ordinal: ordinalAlpha, interval: intervalAlpha }[scale];
  return {
    scale,
    items: study.items.length,
    clusters: new Set(study.items.map(({ cluster }) => cluster)).size,
    raters: study.humans.length,
    humanHuman: {
      rawAgreement: figure(rawAgreement(study)),
      fleissKappa: figure(fleissKappa(study)),
      krippendorffAlpha: figure(alpha(study)),
      gwetAc1: figure(gwetAc1(study)),
      leaveOneOut: figure(leaveOneOut(study)),
    },
    judges: Object.fromEntries(
      study.judges.map((name, judge) => {
        const intervals = options.resamples > 0;
        const { winningRate, advantage } = alternativeAnnotator(study, judge, {
          epsilon: options.epsilon,
          intervals,
          scale,
        });
        return [
          name,
          {
            perVote: figure(perVote(judge)),
            vsMajority: figure(vsMajority(study, judge, false)),
            vsMajorityStrict: figure(vsMajority(study, judge, true)),
            cohenKappa: figure(cohenKappa(study, judge, false)),
            cohenKappaStrict: figure(cohenKappa(study, judge, true)),
            ...(scale === 'ordinal' && {
              cohenKappaLinear: figure(weightedKappa(study, judge, 'linear')),
              cohenKappaQuadratic: figure(weightedKappa(study, judge, 'quadratic')),
            }),
            altTest: { winningRate, advantage, annotators: winningRate.n },
          },
        ];
      }),
    ),
    pairs: study.judges.flatMap((first, a) =>
      study.judges.slice(a + 1).flatMap((second, more) => {
        const b = a + 1 + more;
        const test = mcNemar(study, a, b);
        return test.n === 0
          ? []
          : [{ judges: [first, second] as const, mcNemar: test, difference: figure(difference(a, b)) }];
      }),
    ),
  };
}
