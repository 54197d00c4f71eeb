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
