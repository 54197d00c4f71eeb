import type { readVotedPairs } from '../../../db/repo/research-rows.ts';
import { leastGap } from '../../agreement/stated-gap.ts';
import { stanceOf } from '../../ballots/stance.ts';
import { publicModel } from '../../model-name.ts';
import type { Codes } from './codes.ts';
import type { ReadRow } from './columns.ts';
import type { RowOf, tables } from './tables.ts';

type Pair = ReadRow<typeof readVotedPairs>;

/**
 * The row of an ask on whose two answers enough exportable votes count, to be read: what the other tables say
 * of it, side by side. Nothing in a row is not in them.
 */
export function disagreementRow(pair: Pair, codes: Codes): RowOf<(typeof tables)['disagreements']> {
  const { forPick, forOpponent, tie, bothBad, stated } = pair;
  const counted = { pick: forPick, opponent: forOpponent, tie, bothBad };
  return {
    ask_id: codes.ask(pair.askId),
    stance: stanceOf(counted),
    votes_pick: forPick,
    votes_opponent: forOpponent,
    ties: tie,
    both_bad: bothBad,
    p_pick: stated,
    least_gap: stated === null ? null : leastGap(stated, counted),
    pick: pair.pick,
    opponent: pair.opponent,
    prompt: pair.prompt,
    pick_model: publicModel(pair.pickModel ?? ''),
    opponent_model: publicModel(pair.opponentModel ?? ''),
    pick_text: pair.pickText,
    opponent_text: pair.opponentText,
    verdict_pick_first: named(pair.given, 'first'),
    verdict_pick_second: named(pair.turned, 'second'),
    reasoning_pick_first: pair.givenReasoning || pair.givenAnswer,
    reasoning_pick_second: pair.turnedReasoning || pair.turnedAnswer,
    simulated: pair.simulated,
  };
}

/** Whom a verdict names, where the pick was shown at `pick`. */
const named = (verdict: Pair['given'], pick: 'first' | 'second') =>
  verdict === null ? null : verdict === pick ? 'pick' : 'opponent';
