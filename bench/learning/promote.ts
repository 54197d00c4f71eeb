import { countEqual, logCapital } from '../../src/agreement/confidence-sequence.ts';
import { headToHead, headToHeadWeight, type PickedTwice } from '../../src/agreement/head-to-head.ts';
import { type Chance, chance } from '../agreement/chance.ts';
import type { Contest } from './contest.ts';

/**
 * How often people prefer the challenger's pick where the two differ. A number: so often in the mean, and on
 * half of the asks more clearly so than on the others. `again`, `own`: as people see the strengths in the
 * contests, where the challenger judged the champion's comparisons again, or chose its own.
 */
export type Truth = number | 'again' | 'own';

/** How far asks differ from the mean, in shares. */
const APART = 0.2;
/** 1 to this many people take a side in a duel. */
const MOST_VOTERS = 9;

/** What came of comparing two judges in many communities, after every ask. */
export interface Promoted {
  /** Shares of communities in which it was promoted, or kept out, at some look. */
  promote: number;
  keep: number;
  /** At the promotion, in the median of the communities that had one. null: there was none. */
  asks: number | null;
  votes: number | null;
  duels: number | null;
}

/** Follows communities whose asks are drawn from the contests, each up to `most` asks. */
export function promotions(
  contests: readonly Contest[],
  { truth, communities, most, seed = '1' }: { truth: Truth; communities: number; most: number; seed?: string },
): Promoted {
  const runs = Array.from({ length: communities }, (_, i) => follow(contests, truth, most, chance(`${seed} ${i}`)));
  const promoted = runs.filter(({ decision }) => decision === 'promote');
  const median = (of: (run: Followed) => number) =>
    promoted.map(of).sort((a, b) => a - b)[promoted.length >> 1] ?? null;
  return {
    promote: promoted.length / communities,
    keep: runs.filter(({ decision }) => decision === 'keep').length / communities,
    asks: median(({ asks }) => asks),
    votes: median(({ votes }) => votes),
    duels: median(({ duels }) => duels),
  };
}

interface Followed {
  decision: 'promote' | 'keep' | 'not-yet';
  asks: number;
  /** All that were cast, also on other duels. */
  votes: number;
  duels: number;
}

function follow(contests: readonly Contest[], truth: Truth, most: number, lot: Chance): Followed {
  const asks: PickedTwice[] = [];
  const seen: number[] = [];
  let votes = 0;
  while (asks.length < most) {
    const one = draw(contests[lot.below(contests.length)]!, truth, lot);
    votes += one.voters;
    asks.push(one.picked);
    if (!one.picked.isDuelOfPicks) {
      seen.push(0.5);
      continue;
    }
    const { others, opponentProbability, champion, challenger } = one.picked;
    const share = challenger / (champion + challenger);
    seen.push(0.5 + headToHeadWeight(others, opponentProbability) * (share - 0.5));
    // The bounds leave ½ just when betting against it has paid so much; the bounds themselves take longer.
    if (logCapital(countEqual(seen), 0.5) <= Math.log(20)) continue;
    const { decision, duels } = headToHead(asks);
    if (decision !== 'not-yet') return { decision, asks: asks.length, votes, duels };
  }
  return { decision: 'not-yet', asks: most, votes, duels: 0 };
}

/** Draws the opponent of a duel, and the votes on it. */
function draw(contest: Contest, truth: Truth, lot: Chance): { picked: PickedTwice; voters: number } {
  const { opponents } = contest;
  // The first one is the runner-up.
  const met = lot.happens(0.5) ? opponents[0]! : opponents[lot.below(opponents.length)]!;
  const isDuelOfPicks = met.slot === (truth === 'own' ? contest.ownPick : contest.shadowPick);
  const voters = 1 + lot.below(MOST_VOTERS);
  const share = typeof truth === 'number' ? truth + (lot.happens(0.5) ? APART : -APART) : met.preferred;
  const challenger = isDuelOfPicks
    ? Array.from({ length: voters }, () => lot.happens(share)).filter(Boolean).length
    : 0;
  const picked = {
    others: opponents.length,
    opponentProbability: met.probability,
    isDuelOfPicks,
    champion: isDuelOfPicks ? voters - challenger : 0,
    challenger,
  };
  return { picked, voters };
}
