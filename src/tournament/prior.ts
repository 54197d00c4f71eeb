/**
 * What is assumed of a judge before it has said anything. All but `again` are standard deviations, in units
 * of the noise of one call: a verdict is "first" when strength difference + pair error + order error +
 * position bias + noise is above 0.
 */
export interface Prior {
  /** Of a candidate's strength, as this judge sees it. */
  strength: number;
  /** Of the judge's error about one pair, in both orders alike. */
  pairError: number;
  /** Of its error about one pair in one order, which asking again does not mend. */
  orderError: number;
  /** Of its position bias: its preference for the reply that is shown first. One value for each ask. */
  firstSlot: number;
  /** How much of the order error is left when the judge thinks for longer: a correlation, 0 to 1. */
  again: number;
}

export const priorKeys = ['strength', 'pairError', 'orderError', 'firstSlot', 'again'] as const;

/**
 * Strength, pair error, order error and position bias in the ratios that fit five recorded judges best, and
 * as far above the noise as makes two equal calls agree as often as they are known to: see `agreementOf`.
 * `again` is assumed. docs/tournament.md has the figures.
 */
export const PRIOR: Prior = { strength: 5.4, pairError: 0.5, orderError: 4, firstSlot: 5.6, again: 0.5 };

/** The strength's deviation in which prices are said: a price does not change when a prior is scaled. */
export const UNIT_STRENGTH = 2;

/** How often two calls on the same pair in the same order name the same side, on average over pairs. */
export function agreementOf({ strength, pairError, orderError, firstSlot }: Prior): number {
  const lasting = 2 * strength ** 2 + pairError ** 2 + orderError ** 2 + firstSlot ** 2;
  return 1 - Math.acos(lasting / (1 + lasting)) / Math.PI;
}

const LOWEST = 0.05;
const HIGHEST = 100;

/** The prior as a tournament's name holds it: `5.4:0.5:4:5.6:0.5`, in the order of `priorKeys`. */
export const writePrior = (prior: Prior): string => priorKeys.map((key) => Number(prior[key].toFixed(2))).join(':');

/**
 * Reads what `writePrior` wrote.
 * @returns null for anything else, for a deviation outside 0.05 … 100, and for a correlation outside 0 … 1
 */
export function readPrior(text: string): Prior | null {
  if (!/^\d+(\.\d+)?(:\d+(\.\d+)?){4}$/.test(text)) return null;
  const [strength, pairError, orderError, firstSlot, again] = text.split(':').map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const sound = [strength, pairError, orderError, firstSlot].every((one) => one >= LOWEST && one <= HIGHEST);
  return sound && again <= 1 ? { strength, pairError, orderError, firstSlot, again } : null;
}
