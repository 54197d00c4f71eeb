import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { letterAt } from '../../ballots/choice.ts';
import type { Words } from '../words/words.ts';
import { authorsOf } from './authors.ts';

/** One row of a tally: an answer, or a choice that is none. */
export interface TallyRow {
  /** `A`, `Tie`, or who wrote the answer. */
  label: string;
  /** Who wrote it, where the label does not say so. */
  author: string | null;
  /** The answer's slot. null for a choice that is no answer. */
  slot: number | null;
  votes: number;
  pick: boolean;
}

/**
 * The tally of a closed ballot. Two answers stand in the order shown. Of all answers only the pick and those
 * with votes are listed, the most votes first.
 */
export function tallyRows(
  words: Words,
  { ask, candidates, tally }: AskSnapshot,
  { kind, shown }: Pick<Ballot, 'kind' | 'shown'>,
): TallyRow[] {
  const { voting } = words;
  const amongAll = kind === 'ballot';
  const count = (test: (row: AskSnapshot['tally'][number]) => boolean) =>
    tally.filter(test).reduce((sum, { votes }) => sum + votes, 0);
  const authors = authorsOf(words, candidates, shown);
  const answers = shown.map((slot, at): TallyRow => {
    const author = authors.get(slot) ?? '?';
    const row = {
      slot,
      votes: count((one) => one.choice === 'candidate' && one.slot === slot),
      pick: slot === ask.pick,
    };
    return amongAll ? { ...row, label: author, author: null } : { ...row, label: letterAt(at), author };
  });
  const listed = amongAll
    ? answers.filter(({ votes, pick }) => votes > 0 || pick).sort((a, b) => b.votes - a.votes)
    : answers;
  const none = { author: null, slot: null, pick: false };
  return [
    ...listed,
    { ...none, label: voting.tie, votes: count(({ choice }) => choice === 'tie') },
    { ...none, label: amongAll ? voting.none : voting.bothBad, votes: count(({ choice }) => choice === 'both_bad') },
  ];
}
