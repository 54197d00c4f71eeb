import type { Tier } from '../terms.ts';
import type { Field } from './field.ts';
import { type Gaussian, meanAlong, narrow, priorOf, type Row, type Site, settle, varianceAlong } from './gaussian.ts';
import { jurorOf } from './jury.ts';
import { density, normalBelow } from './normal.ts';
import type { Prior } from './prior.ts';

/** A pair of candidates, by their places, as a judge is shown it. */
export interface Showing {
  first: number;
  second: number;
  tier: Tier;
  /** Who is shown it, by the place in the jury; absent: 0. */
  juror?: number;
}

/** A showing and what became of it. */
export interface Call extends Showing {
  /** null while it is in flight. */
  firstWon: boolean | null;
}

/**
 * What is known after some calls: a Gaussian over strengths (by place, 0 … m − 1), the position bias of each
 * judge (places m and on), and every error that a call has met.
 */
export interface Belief extends Gaussian {
  readonly m: number;
  readonly prior: Prior;
  /** The log marginal likelihood of the verdicts. */
  readonly evidence: () => number;
  /** The parameters of pairs, of orders, and of orders thought about for longer, by name. */
  readonly errors: ReadonlyMap<string, number>;
  /** Which of the prior's deviations each parameter has. */
  readonly kinds: readonly Kind[];
}

/**
 * How the outcome of a showing hangs on the parameters: it is their weighted sum, plus what no call has met.
 */
export interface Outlook {
  row: Row;
  /** The variance of the errors that no call has met yet. */
  newPair: number;
  newOrder: number;
}

/** Comparisons between `arrived` candidates as calls between their places. Invalid ones are left out. */
export function callsOf({ arrived, comparisons }: Pick<Field, 'arrived' | 'comparisons'>): Call[] {
  const places = new Map(arrived.map((candidate, place) => [candidate, place]));
  return comparisons
    .filter(({ verdict }) => verdict !== 'invalid')
    .map(({ first, second, tier, verdict, juror }) => ({
      first: places.get(first)!,
      second: places.get(second)!,
      tier,
      juror: jurorOf({ juror }),
      firstWon: verdict === null ? null : verdict === 'first',
    }));
}

export type Kind = Exclude<keyof Prior, 'again'>;

const pairName = ({ first: a, second: b, juror = 0 }: Showing) => `${juror}:${Math.min(a, b)},${Math.max(a, b)}`;
const orderName = ({ first, second, juror = 0 }: Showing) => `${juror}:${first}>${second}`;
const tierName = (showing: Showing) => `${orderName(showing)}:${showing.tier}`;

/**
 * Bayesian inference for a Thurstone–Mosteller model of the judge: a call names the first when
 * θ(first) − θ(second) + pair error + order error + position bias + noise is above 0. Pair and order errors
 * stay the same whenever the same is asked; only the noise is new at each call. The judges of a jury see the
 * same strengths, and each has errors and a position bias of its own, independent of the others' and of the
 * same size. Expectation propagation is close to exact for such models, also where errors are many times the
 * noise.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning" (2006), section 3.6.
 * @param calls those in flight have no influence, but their errors get a place
 * @param m number of candidates
 * @param jurors number of judges
 */
export function believe(calls: readonly Call[], m: number, prior: Prior, jurors = 1): Belief {
  // Equal sets of calls must give equal beliefs, in whatever order they came in.
  const sorted = calls.toSorted(
    (a, b) =>
      a.first - b.first ||
      a.second - b.second ||
      a.tier - b.tier ||
      jurorOf(a) - jurorOf(b) ||
      Number(a.firstWon) - Number(b.firstWon),
  );
  const deviations: number[] = [
    ...new Array<number>(m).fill(prior.strength),
    ...new Array<number>(jurors).fill(prior.firstSlot),
  ];
  const kinds: Kind[] = [...new Array<Kind>(m).fill('strength'), ...new Array<Kind>(jurors).fill('firstSlot')];
  const errors = new Map<string, number>();
  const meet = (name: string, kind: Kind, deviation: number) => {
    if (errors.has(name)) return;
    errors.set(name, deviations.length);
    deviations.push(deviation);
    kinds.push(kind);
  };
  for (const call of sorted) {
    meet(pairName(call), 'pairError', prior.pairError);
    const isNew = !errors.has(orderName(call));
    meet(orderName(call), 'orderError', prior.orderError);
    // The first tier of an order is the order's own error; a further one keeps a share of it.
    if (isNew) errors.set(tierName(call), errors.get(orderName(call))!);
    else meet(tierName(call), 'orderError', prior.orderError * Math.sqrt(1 - prior.again ** 2));
  }
  const belief = { m, prior, errors, kinds, ...priorOf(deviations) };
  const sites = sorted
    .filter(({ firstWon }) => firstWon !== null)
    .map((call): Site => ({ row: outlookOf(belief, call).row, sign: call.firstWon ? 1 : -1 }));
  return { ...belief, evidence: settle(belief, sites) };
}

/** @returns the row of a showing; of one that was called before, nothing in it is new */
export function outlookOf({ m, prior, errors }: Pick<Belief, 'm' | 'prior' | 'errors'>, showing: Showing): Outlook {
  const { first, second } = showing;
  const row: Row = [
    { at: first, times: 1 },
    { at: second, times: -1 },
    { at: m + jurorOf(showing), times: 1 },
  ];
  const pair = errors.get(pairName(showing));
  if (pair !== undefined) row.push({ at: pair, times: first < second ? 1 : -1 });
  const order = errors.get(orderName(showing));
  const own = errors.get(tierName(showing));
  if (order !== undefined) row.push({ at: order, times: own === order ? 1 : prior.again });
  if (own !== undefined && own !== order) row.push({ at: own, times: 1 });
  const share = own !== undefined ? 0 : order === undefined ? 1 : 1 - prior.again ** 2;
  return { row, newPair: pair === undefined ? prior.pairError ** 2 : 0, newOrder: share * prior.orderError ** 2 };
}

/**
 * The belief as it will be when a call has been answered, in the mean over its outcomes: surer, and not
 * moved.
 */
export function expecting(belief: Belief, showing: Showing): Belief {
  const outlook = outlookOf(belief, showing);
  const along = varianceAlong(belief, outlook.row);
  const { share } = lookAt(belief, outlook, along.variance);
  return { ...belief, covariance: narrow(belief, along.direction, share) };
}

/** What one more call of a showing would tell. */
export interface Look {
  /** The probability that the first is named. */
  p: number;
  /** The outcome's mean in standard deviations: p is the normal distribution below it. */
  z: number;
  /** The variance of the outcome, noise included. */
  variance: number;
  /** By which multiple of its covariance with the outcome, squared, a variance is expected to shrink. */
  share: number;
}

export function lookAt(belief: Gaussian, { row, newPair, newOrder }: Outlook, along: number): Look {
  const variance = along + newPair + newOrder + 1;
  const z = meanAlong(belief.mean, row) / Math.sqrt(variance);
  const p = normalBelow(z);
  return { p, z, variance, share: density(z) ** 2 / Math.max(p * (1 - p), 1e-300) / variance };
}
