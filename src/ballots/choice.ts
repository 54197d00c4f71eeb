/** What a voter can press, as it stands in a button's custom_id. `good` belongs to the open ballot: "Good pick". */
export const ballotKeys = ['a', 'b', 'tie', 'bad', 'good'] as const;
export type BallotKey = (typeof ballotKeys)[number];

export interface Choice {
  choice: 'candidate' | 'tie' | 'both_bad';
  slot: number | null;
}

/** What a key means on a ballot that shows these slots as A and B. null: the key does not belong on this ballot. */
export function readChoice(
  key: BallotKey,
  ballot: { kind: 'duel' | 'open'; shown: readonly number[] },
  pick: number,
): Choice | null {
  const [a, b] = ballot.shown;
  switch (key) {
    case 'a':
      return a === undefined ? null : { choice: 'candidate', slot: a };
    case 'b':
      return b === undefined ? null : { choice: 'candidate', slot: b };
    case 'tie':
      return { choice: 'tie', slot: null };
    case 'bad':
      return { choice: 'both_bad', slot: null };
    case 'good':
      return ballot.kind === 'open' ? { choice: 'candidate', slot: pick } : null;
  }
}

/** The choice as voters call it: `A`, `B`, `tie`, `both bad`. */
export function choiceLetter(choice: Choice, shown: readonly number[]): 'A' | 'B' | 'tie' | 'both bad' {
  if (choice.choice === 'tie') return 'tie';
  if (choice.choice === 'both_bad') return 'both bad';
  return choice.slot === shown[0] ? 'A' : 'B';
}
