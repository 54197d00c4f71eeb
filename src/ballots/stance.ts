import { majorityOf } from '../agreement/majority.ts';
import { FEWEST_FOR_MAJORITY, type Stance } from '../terms.ts';

/** The votes on a ballot of two answers, by what they say of the judge's pick. */
export interface PairVotes {
  /** For the pick, and for the answer that was shown against it. */
  pick: number;
  opponent: number;
  tie: number;
  bothBad: number;
}

export const votesIn = ({ pick, opponent, tie, bothBad }: PairVotes): number => pick + opponent + tie + bothBad;

/**
 * Where the majority of the votes that count stands. `differ` is the opponent, `agree` the pick, and `split`
 * a tie or no majority.
 * `db/repo/stance-figures.ts` holds the same rule as SQL. A property test holds the two together.
 *
 * @returns null when there are fewer than `FEWEST_FOR_MAJORITY` votes
 */
export function stanceOf(votes: PairVotes): Stance | null {
  if (votesIn(votes) < FEWEST_FOR_MAJORITY) return null;
  const { pick, opponent, tie, bothBad } = votes;
  return (
    majorityOf<Stance>([
      ['agree', pick],
      ['differ', opponent],
      ['both-bad', bothBad],
      ['split', tie],
    ]) ?? 'split'
  );
}
