/**
 * The majority, everywhere: the label that more people gave than any other one (also called plurality). A tie
 * and "both bad" are labels like the sides.
 * `db/repo/majority.ts` holds the same rule as SQL.
 * @returns null where two or more are level, or nobody voted
 */
export function majorityOf<Label>(counts: Iterable<readonly [label: Label, votes: number]>): Label | null {
  let [first, most]: [Label | null, number] = [null, 0];
  for (const [label, votes] of counts) {
    if (votes > most) [first, most] = [label, votes];
    else if (votes === most) first = null;
  }
  return first;
}

/**
 * The absolute majority: the label of more than half of all votes. Training data takes it, because a majority
 * among many labels can be a few people.
 * @returns null where there is none
 */
export function absoluteMajorityOf<Label>(counts: readonly (readonly [label: Label, votes: number])[]): Label | null {
  const all = counts.reduce((sum, [, votes]) => sum + votes, 0);
  return counts.find(([, votes]) => 2 * votes > all)?.[0] ?? null;
}
