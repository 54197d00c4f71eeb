import { binomialTail } from './binomial-tail.ts';

/** One question: how sure the judge was, 0–1, and whether people then agreed with it. */
export interface Trial {
  confidence: number;
  agrees: boolean;
}

export interface TrustOptions {
  /** The share of agreement that is promised, above 0 and below 1. */
  target: number;
  /** The probability of a wrong promise, above 0 and below 1. */
  risk: number;
  /** Thresholds from which testing goes down, on the grid. To be chosen before the votes are looked at. */
  starts: readonly number[];
}

/** What is known above one threshold. */
export interface Tested {
  threshold: number;
  /** Questions with at least this confidence, and on how many of them people agreed. */
  n: number;
  hits: number;
  /** The probability of so many hits or more, if agreement were exactly the target. */
  p: number;
  /** The part of the risk that this threshold was tested at: 0 if none had come down to it. */
  level: number;
  promised: boolean;
}

export interface Trust {
  questions: number;
  /** The lowest threshold with a promise; null where none can be given. */
  promised: Tested | null;
  /** Every threshold of the grid, the highest first. */
  tested: Tested[];
  /** About how many more questions a promise takes; null where there is one, or nothing hints at one. */
  more: number | null;
  /** With fewer questions above a threshold, no start passes, even if people agree on all of them. */
  least: number;
}

export const DEFAULTS: TrustOptions = { target: 0.8, risk: 0.1, starts: [0.9, 0.7, 0.5] };

/** From .99 to .5 in steps of .01, fixed before anything is known. */
const GRID = Array.from({ length: 50 }, (_, i) => (99 - i) / 100);

/** Judges that state probabilities of floats mean .9 where they say .8999999. */
const ROUNDING = 1e-9;

/**
 * From which confidence on a judge can be trusted: the lowest threshold at and above which people agree with
 * it in at least `target` of questions. With a probability of 1 − `risk` over the questions that were drawn,
 * this is true of every threshold that is promised, however agreement depends on confidence. Questions must
 * be independent, future ones must be like them, and this is to be looked at once.
 *
 * Each threshold is tested by the exact binomial tail, from high to low. Testing begins at each of `starts`
 * with an equal part of the risk, and goes on with it as long as thresholds pass, and with more where it
 * passes the next start. The thresholds are fixed, so no choice depends on the questions.
 * Source: Jung, Brahman and Choi 2025 (Trust or Escalate, ICLR); fixed-sequence testing with several starts,
 * Angelopoulos, Bates, Candès, Jordan and Lei 2021 (Learn then Test); passing the risk on, Wiens and
 * Dmitrienko 2005 (the fallback procedure).
 *
 * @throws {RangeError} where an option is out of range or a start is not on the grid of .01
 */
export function trust(trials: readonly Trial[], options: TrustOptions = DEFAULTS): Trust {
  const starts = onGrid(options);
  const tested: Tested[] = [];
  let passed = 0;
  for (const { threshold, n, hits } of countAbove(trials)) {
    const p = binomialTail(hits, n, options.target);
    const level = passed + (starts.has(threshold) ? options.risk / starts.size : 0);
    const promised = n > 0 && p <= level;
    tested.push({ threshold, n, hits, p, level, promised });
    passed = promised ? level : 0;
  }
  const promised = tested.findLast((one) => one.promised) ?? null;
  return {
    questions: trials.length,
    promised,
    tested,
    more: promised ? null : moreFor(tested, trials.length, options),
    least: Math.ceil(Math.log(options.risk / starts.size) / Math.log(options.target) - ROUNDING),
  };
}

function onGrid({ target, risk, starts }: TrustOptions): Set<number> {
  if (!(target > 0 && target < 1) || !(risk > 0 && risk < 1))
    throw new RangeError('Target and risk must be above 0 and below 1.');
  if (starts.length === 0 || starts.some((start) => !GRID.includes(start)))
    throw new RangeError('Testing starts at confidences from 0.5 to 0.99 with two decimals.');
  return new Set(starts);
}

/** Questions and hits at and above each threshold of the grid. */
function countAbove(trials: readonly Trial[]) {
  const sorted = trials.toSorted((a, b) => b.confidence - a.confidence);
  let [n, hits] = [0, 0];
  return GRID.map((threshold) => {
    while (n < sorted.length && sorted[n]!.confidence >= threshold - ROUNDING) hits += sorted[n++]!.agrees ? 1 : 0;
    return { threshold, n, hits };
  });
}

/** Nobody waits for more questions than this. */
const FAR = 100_000;

/**
 * How many more questions it takes until a start passes, if its share of questions and its agreement stay as
 * they are. One question that agrees no more often than the target is added, because few say little.
 */
function moreFor(tested: readonly Tested[], questions: number, { target, risk, starts }: TrustOptions): number | null {
  const needed = tested.flatMap(({ threshold, n, hits }) => {
    const agreement = (hits + target) / (n + 1);
    if (!starts.includes(threshold) || n === 0 || agreement <= target) return [];
    const enough = fewest((k) => binomialTail(Math.floor(k * agreement), k, target) <= risk / starts.length);
    return enough === null ? [] : [Math.max(1, Math.ceil((enough * questions) / n) - questions)];
  });
  return needed.length > 0 ? Math.min(...needed) : null;
}

/** The least number that is enough, by steps of a tenth; null where none up to `FAR` is. */
function fewest(enough: (k: number) => boolean): number | null {
  for (let k = 1; k <= FAR; k = Math.max(k + 1, Math.floor(1.1 * k))) if (enough(k)) return k;
  return null;
}
