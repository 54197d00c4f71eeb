import { type Belief, lookAt, outlookOf, type Showing } from './belief.ts';
import { expectedRise } from './envelope.ts';
import { meanAlong, varianceAlong } from './gaussian.ts';
import { density, expectedExcess } from './normal.ts';

/**
 * The knowledge gradient: by how much the strength of the pick is expected to rise when a showing is called,
 * per call. A single verdict often cannot turn the pick where two can, so a showing whose other order is
 * still to be asked is looked at with that too, and the better of the two looks counts.
 * A verdict moves the strengths up or down by two steps of different lengths. They are taken for a normal
 * step of equal mean length, of which only the part that turns the pick counts: so a verdict that is nearly
 * certain is worth little, and one that cannot turn the pick alone is worth something.
 * Source: Frazier, Powell and Dayanik, "The Knowledge-Gradient Policy for Correlated Normal Beliefs", INFORMS
 * Journal on Computing 21 (2009).
 * @param back whether the other order has not been asked
 * @param toBeat where the gain cannot be this much, it need not be worked out
 * @returns 0 there
 */
export function gainOf(belief: Belief, showing: Showing, back: boolean, toBeat: number): number {
  const { m } = belief;
  const heights = belief.mean.subarray(0, m);
  const outlook = outlookOf(belief, showing);
  const there = varianceAlong(belief, outlook.row);
  const look = lookAt(belief, outlook, there.variance);
  const steps = stepsOf(there.direction, look, m);
  const once = mostRise(heights, steps, 1, m) < toBeat ? 0 : expectedRise(heights, steps, m);
  if (!back) return once;

  const other = { ...showing, first: showing.second, second: showing.first };
  const backOutlook = outlookOf(belief, other);
  const backThere = varianceAlong(belief, backOutlook.row);
  // A pair error that is new to both orders is the same in both, with the sign turned.
  const shared = meanAlong(backThere.direction, outlook.row) - Math.min(outlook.newPair, backOutlook.newPair);
  const direction = backThere.direction
    .subarray(0, m)
    .map((value, i) => value - there.direction[i]! * look.share * shared);
  const backLook = lookAt(belief, backOutlook, backThere.variance - look.share * shared ** 2);
  const backSteps = stepsOf(direction, backLook, m);
  const both = together(steps, backSteps);
  const { first, second } = showing;
  const at = (i: number, j: number) => belief.covariance[i * belief.mean.length + j]!;
  const told = (both[first]! - both[second]!) ** 2 / (at(first, first) + at(second, second) - 2 * at(first, second));
  let best = once;
  for (const rounds of FURTHER) {
    // Each round leaves the same share of what is open.
    const longer = Math.sqrt((1 - (1 - Math.min(1, told)) ** rounds) / told);
    // Further calls are made only where the first one is a surprise.
    const calls = 1 + Math.min(look.p, 1 - look.p) * (2 * rounds - 1);
    if (mostRise(heights, both, longer, m) < calls * Math.max(best, toBeat)) continue;
    const further = both.map((step) => step * longer);
    best = Math.max(best, expectedRise(heights, further, m) / calls);
  }
  return best;
}

/** A cheap upper bound of the expected rise: the sum of what each rival could win alone. */
function mostRise(heights: Float64Array, steps: Float64Array, times: number, m: number): number {
  let leader = 0;
  for (let i = 1; i < m; i++) if (heights[i]! > heights[leader]!) leader = i;
  let rise = 0;
  for (let i = 0; i < m; i++) {
    if (i !== leader)
      rise += expectedExcess(heights[leader]! - heights[i]!, times * Math.abs(steps[leader]! - steps[i]!));
  }
  return rise;
}

/** Looks ahead: this pair in both orders, and so many rounds as telling, against other opponents. */
const FURTHER = [1, 2, 3] as const;

/** By how much one verdict moves each strength, on average over its outcomes. */
function stepsOf(direction: Float64Array, { z, variance }: { z: number; variance: number }, m: number): Float64Array {
  const length = (2 * density(z)) / Math.sqrt(variance);
  return direction.subarray(0, m).map((value) => value * length);
}

/** Two steps, opposite ways of showing one pair, as one step along their common direction. */
function together(steps: Float64Array, back: Float64Array): Float64Array {
  const ahead = lengthOf(steps);
  const behind = lengthOf(back);
  const both = Math.hypot(ahead, behind);
  return both === 0 ? steps : steps.map((step, i) => (step * ahead - back[i]! * behind) / both);
}

/**
 * The same for a showing that was called before and is called again, exactly: only its noise is new, and two
 * steps of very different lengths are no normal one.
 */
export function repeatGain(belief: Belief, showing: Showing): number {
  const { m, mean } = belief;
  const outlook = outlookOf(belief, showing);
  const { direction, variance: along } = varianceAlong(belief, outlook.row);
  const { z, p, variance } = lookAt(belief, outlook, along);
  const up = density(z) / Math.max(p, Number.MIN_VALUE) / Math.sqrt(variance);
  const down = density(z) / Math.max(1 - p, Number.MIN_VALUE) / Math.sqrt(variance);
  let now = Number.NEGATIVE_INFINITY;
  let won = Number.NEGATIVE_INFINITY;
  let lost = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < m; i++) {
    now = Math.max(now, mean[i]!);
    won = Math.max(won, mean[i]! + up * direction[i]!);
    lost = Math.max(lost, mean[i]! - down * direction[i]!);
  }
  return p * won + (1 - p) * lost - now;
}

function lengthOf(steps: Float64Array): number {
  let squares = 0;
  for (const step of steps) squares += step ** 2;
  return Math.sqrt(squares);
}
