import { DEFAULTS, type Trial, type TrustOptions, trust } from '../../src/agreement/trust.ts';
import { type Chance, chance } from './chance.ts';

/** A judge and its server: how often it states each confidence, and how often people then agree. */
export interface Stated {
  /** How often .50, .51, … .99 are stated; any positive numbers. */
  often: readonly number[];
  /** The probability that people agree, at each of them. */
  agreement: readonly number[];
}

const confidences = Array.from({ length: 50 }, (_, i) => (50 + i) / 100);
const stated = (often: (c: number) => number, agreement: (c: number) => number): Stated => ({
  often: confidences.map(often),
  agreement: confidences.map((c) => Math.min(1, Math.max(0, agreement(c)))),
});

/** Judges by what goes wrong with them. The target is .8. */
export const judges: Readonly<Record<string, Stated>> = {
  calibrated: stated(
    () => 1,
    (c) => c,
  ),
  'everything just below the target': stated(
    () => 1,
    () => 0.799,
  ),
  'just below the target up to .9, all right above': stated(
    () => 1,
    (c) => (c > 0.9 ? 0.95 : 0.755),
  ),
  'wrong where it is surest': stated(
    () => 1,
    (c) => (c > 0.9 ? 0.7 : 0.92),
  ),
  'up and down': stated(
    () => 1,
    (c) => (Math.floor(c * 20) % 2 === 0 ? 0.95 : 0.65),
  ),
  'hardly ever sure': stated(
    (c) => (c < 0.7 ? 20 : 1),
    (c) => 0.6 + 0.6 * (c - 0.5),
  ),
  'nearly always sure, and too sure': stated(
    (c) => (c > 0.9 ? 20 : 1),
    (c) => c - 0.16,
  ),
};

/** What came of many studies of a judge. */
export interface Promised {
  /** The share of studies that promise some threshold, and the mean share of questions above it, or 0. */
  promises: number;
  questions: number;
  /** The share of studies in which any promised threshold has less agreement than the target. */
  wrong: number;
}

/** Draws studies of `questions` independent questions each. */
export function study(
  { often, agreement }: Stated,
  {
    questions,
    runs,
    options = DEFAULTS,
    seed = '1',
  }: { questions: number; runs: number; options?: TrustOptions; seed?: string },
): Promised {
  const truth = trueAgreement({ often, agreement });
  const found = { promises: 0, questions: 0, wrong: 0 };
  const total = often.reduce((sum, one) => sum + one, 0);
  for (let run = 0; run < runs; run++) {
    const lot = chance(`${seed} ${questions} ${run}`);
    const trials = Array.from({ length: questions }, () => draw(lot));
    const { promised, tested } = trust(trials, options);
    if (promised) found.promises += 1 / runs;
    found.questions += promised ? promised.n / questions / runs : 0;
    const any = tested.some((one) => one.promised && truth.get(one.threshold)! < options.target - 1e-12);
    if (any) found.wrong += 1 / runs;
  }
  return found;

  function draw(lot: Chance): Trial {
    let left = lot.uniform() * total;
    const at = often.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    return { confidence: confidences[at]!, agrees: lot.happens(agreement[at]!) };
  }
}

/** The true agreement at and above each confidence. */
function trueAgreement({ often, agreement }: Stated): Map<number, number> {
  let [hits, all] = [0, 0];
  const found = new Map<number, number>();
  for (let i = confidences.length - 1; i >= 0; i--) {
    hits += often[i]! * agreement[i]!;
    all += often[i]!;
    found.set(confidences[i]!, hits / all);
  }
  return found;
}
