import { seeded } from '../seeded.ts';
import type { Tier } from '../terms.ts';
import { type Belief, expecting, type Showing } from './belief.ts';
import { winnerOf } from './field.ts';
import { gainOf, repeatGain } from './gain.ts';
import { type Jury, jurorFor, jurorOf } from './jury.ts';
import { agreementOf } from './prior.ts';
import type { Comparison } from './tournament.ts';

/** The most calls on one pair. */
const MOST_CALLS = 12;
/**
 * An order with so many calls without a verdict is not asked again, and with one of them only if the other
 * order has no verdict either: whatever hinders a verdict mostly does so again.
 */
const MOST_INVALID = 2;

/**
 * A judge whose equal calls agree this often or more is asked each ordered pair once: with it, a repeat buys
 * less than any fresh pair (docs/tournament.md).
 */
const REPEATS_PAY_BELOW = 0.9;

/** How often a call gives a verdict, where nothing else is known … */
const VALID = 0.97;
/** … and how many calls that counts for. */
const VALID_COUNTS = 1;

/** At this price of a call or below it, a pair whose verdicts disagree is thought about for longer, once … */
const LONGER_AT = 0.002;
/** … and in both orders, then by the strong judge, where a call costs no more than this. */
const STRONG_AT = 0.0005;
/** What a call of each tier costs, in calls of tier 0. */
const CALLS_A_TIER: Readonly<Record<Tier, number>> = { 0: 1, 1: 2, 2: 4 };

export interface Choice extends Showing {
  /** The expected rise in the strength of the pick, per call. */
  gain: number;
}

export interface Chooser {
  /**
   * The showing that is most worth calling.
   * @param flying whether comparisons in flight count as answered
   * @returns null when none may be called
   */
  best: (flying: boolean) => Choice | null;
  /** Counts a choice as in flight. */
  start: (choice: Choice) => void;
}

export interface ChooserSetting {
  seed: string;
  /** Of one call. */
  price: number;
  /** Whether the judge gives the same verdict whenever it is asked the same. */
  greedy: boolean;
  jury?: Jury | undefined;
}

/** @param candidates their numbers, by their places in the belief */
export function chooserFor(
  known: Belief,
  candidates: readonly number[],
  comparisons: readonly Comparison[],
  { seed, price, greedy, jury }: ChooserSetting,
): Chooser {
  const orders = ordersOf(candidates, comparisons);
  const rank = seeded(seed, 'first slot').shuffle(candidates);
  const repeats = !greedy && agreementOf(known.prior) < REPEATS_PAY_BELOW;
  let awaited = known;
  for (const order of orders) for (const one of order.flying) awaited = expecting(awaited, { ...order, ...one });
  const begun = [...comparisons];
  const next = ({ first, second }: Pick<Showing, 'first' | 'second'>) => ({
    id: Math.max(0, ...begun.map(({ id }) => id)) + 1,
    first: candidates[first]!,
    second: candidates[second]!,
  });

  return {
    best(flying) {
      const belief = flying ? awaited : known;
      const balance = balanceOf(orders, known.m);
      let best: (Choice & { order: Order }) | null = null;
      for (const order of orders) {
        const back = orders[order.back]!;
        const juror = jurorFor(jury, begun, next(order));
        if (!mayBeAsked(order, back, juror)) continue;
        const tier = tierOf(order, back, juror, price);
        // There is one strong judge, whoever is on the jury.
        const isSame = (one: Asked) => one.tier === tier && (tier === 2 || one.juror === juror);
        const asked = order.verdicts.some(isSame) || order.flying.some(isSame);
        if (asked && !repeats) continue;
        if (greedy && order.invalid.some(isSame)) continue;
        if (tier > 0 && price > STRONG_AT && isThoughtAbout(back)) continue;
        const showing = { first: order.first, second: order.second, tier, juror };
        const isOpen = tier === 0 && ![...back.verdicts, ...back.flying].some((one) => one.juror === juror);
        const worth = chanceOfVerdict(order) / CALLS_A_TIER[tier];
        // Rounding must not choose between showings that are equally good.
        const margin = best ? best.gain * 1e-9 + 1e-12 : 0;
        const toBeat: number = best ? (best.gain - margin) / worth : 0;
        const gain: number = worth * (asked ? repeatGain(belief, showing) : gainOf(belief, showing, isOpen, toBeat));
        if (best && gain < best.gain - margin) continue;
        if (best && gain <= best.gain + margin && !isFairer(order, best.order, balance, candidates, rank)) continue;
        best = { ...showing, gain, order };
      }
      if (!best) return null;
      const { order: _, ...choice } = best;
      return choice;
    },
    start(showing) {
      const { first, second, tier } = showing;
      const juror = jurorOf(showing);
      orders.find((one) => one.first === first && one.second === second)!.flying.push({ tier, juror });
      begun.push({ ...next(showing), tier, juror, verdict: null });
      awaited = expecting(awaited, { first, second, tier, juror });
    },
  };
}

/** A call on an ordered pair. */
interface Asked {
  tier: Tier;
  juror: number;
}

/** The calls on one ordered pair, by places. */
interface Order {
  first: number;
  second: number;
  /** The index of the same pair in the other order. */
  back: number;
  verdicts: (Asked & { winner: number })[];
  /** The calls that gave no verdict, and those in flight. */
  invalid: Asked[];
  flying: Asked[];
}

function ordersOf(candidates: readonly number[], comparisons: readonly Comparison[]): Order[] {
  const m = candidates.length;
  const indexOf = (first: number, second: number) => first * (m - 1) + second - Number(second > first);
  const orders: Order[] = [];
  for (let first = 0; first < m; first++) {
    for (let second = 0; second < m; second++) {
      if (first === second) continue;
      orders.push({ first, second, back: indexOf(second, first), verdicts: [], invalid: [], flying: [] });
    }
  }
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  for (const comparison of comparisons) {
    const { first, second, tier, verdict } = comparison;
    const order = orders[indexOf(places.get(first)!, places.get(second)!)]!;
    const winner = winnerOf(comparison);
    const juror = jurorOf(comparison);
    if (verdict === null) order.flying.push({ tier, juror });
    else if (winner === null) order.invalid.push({ tier, juror });
    else order.verdicts.push({ tier, juror, winner });
  }
  return orders;
}

const isThoughtAbout = ({ verdicts, flying }: Order) => [...verdicts, ...flying].some(({ tier }) => tier > 0);

const shown = ({ verdicts, flying }: Order) => verdicts.length + flying.length;

function mayBeAsked(order: Order, back: Order, juror: number): boolean {
  const calls = (of: Order) => of.verdicts.length + of.invalid.length + of.flying.length;
  const invalid = order.invalid.filter((one) => one.juror === juror).length - order.verdicts.length;
  const bearable = back.verdicts.length > 0 ? 1 : MOST_INVALID;
  return calls(order) + calls(back) < MOST_CALLS && invalid < bearable;
}

const chanceOfVerdict = ({ verdicts, invalid }: Order) =>
  (verdicts.length + VALID * VALID_COUNTS) / (verdicts.length + invalid.length + VALID_COUNTS);

/** How hard to think: 0, the effort's own budget, until the judge's verdicts on the pair disagree. */
function tierOf(order: Order, back: Order, juror: number, price: number): Tier {
  const verdicts = [...order.verdicts, ...back.verdicts].filter((one) => one.juror === juror);
  const disagree = (all: typeof verdicts) => new Set(all.map(({ winner }) => winner)).size > 1;
  if (price > LONGER_AT || !disagree(verdicts)) return 0;
  return price <= STRONG_AT && disagree(verdicts.filter(({ tier }) => tier > 0)) ? 2 : 1;
}

/** For each place: how often it was shown first, minus how often second. */
function balanceOf(orders: readonly Order[], m: number): Int32Array {
  const balance = new Int32Array(m);
  for (const order of orders) {
    balance[order.first]! += shown(order);
    balance[order.second]! -= shown(order);
  }
  return balance;
}

/**
 * Prefers the order that was asked less often; then the candidate that stood first less often; then the
 * seed's.
 */
function isFairer(
  one: Order,
  other: Order,
  balance: Int32Array,
  candidates: readonly number[],
  rank: readonly number[],
): boolean {
  const place = ({ first }: Order) => rank.indexOf(candidates[first]!);
  const apart =
    shown(one) - shown(other) ||
    balance[one.first]! - balance[one.second]! - (balance[other.first]! - balance[other.second]!) ||
    place(one) - place(other) ||
    rank.indexOf(candidates[one.second]!) - rank.indexOf(candidates[other.second]!);
  return apart < 0;
}
