import type { PairVotes } from '../../db/repo/disagreements.ts';
import { majorityOf } from '../agreement/majority.ts';
import { FEWEST_FOR_MAJORITY, type Stance } from '../terms.ts';

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
