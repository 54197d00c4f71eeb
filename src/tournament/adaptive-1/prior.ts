/** The standard deviations of the prior, in logits. */
export interface Prior {
  /** Of a candidate's strength. */
  strength: number;
  /** Of the judge's error about one pair, which asking again does not mend. */
  pairError: number;
  /**
   * Of the judge's position bias: its preference for the reply that is shown first. One value for each ask.
   */
  firstSlot: number;
}

export const PRIOR: Prior = { strength: 2, pairError: 1.5, firstSlot: 0.75 };

const LOWEST = 0.05;
const HIGHEST = 20;

/**
 * Reads the prior in a tournament's name, `1.4:0.9:0.3`: strength, pair error, position bias.
 * @returns null for anything else, and for a deviation outside 0.05 … 20
 */
export function readPrior(text: string): Prior | null {
  if (!/^\d+(\.\d+)?(:\d+(\.\d+)?){2}$/.test(text)) return null;
  const [strength, pairError, firstSlot] = text.split(':').map(Number) as [number, number, number];
  const sound = [strength, pairError, firstSlot].every((deviation) => deviation >= LOWEST && deviation <= HIGHEST);
  return sound ? { strength, pairError, firstSlot } : null;
}
