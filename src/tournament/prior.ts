/** Standard deviations of what is not known before the first verdict, in logits. */
export interface Prior {
  /** Of a candidate's strength. */
  strength: number;
  /** Of what the judge gets wrong about one pair, however often it is asked. */
  pairError: number;
  /** Of the judge's preference for the slot shown first, in one ask. */
  firstSlot: number;
}

export const PRIOR: Prior = { strength: 2, pairError: 1.5, firstSlot: 0.75 };

const LOWEST = 0.05;
const HIGHEST = 20;

/** The prior as it stands in a tournament's name: `1.4:0.9:0.3`, strength, pair error and first slot. */
export const writePrior = ({ strength, pairError, firstSlot }: Prior): string =>
  [strength, pairError, firstSlot].map((deviation) => Number(deviation.toFixed(2))).join(':');

/** Reads what `writePrior` wrote; null for anything else, and for a deviation outside 0.05 … 20. */
export function readPrior(text: string): Prior | null {
  if (!/^\d+(\.\d+)?(:\d+(\.\d+)?){2}$/.test(text)) return null;
  const [strength, pairError, firstSlot] = text.split(':').map(Number) as [number, number, number];
  const sound = [strength, pairError, firstSlot].every((deviation) => deviation >= LOWEST && deviation <= HIGHEST);
  return sound ? { strength, pairError, firstSlot } : null;
}
