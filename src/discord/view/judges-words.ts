import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import type { Words } from '../words/words.ts';
import { quoteLine } from './blocks.ts';
import { decisiveSentences } from './decisive-sentences.ts';
import { winnerOf } from './matches.ts';
import { putBack } from './put-back.ts';

/** Characters of one quote, before its Markdown is escaped. */
const QUOTED = 260;

/**
 * What the judge said of a pair, in each of the two orders: its verdict, and the sentences that decided it.
 * Of several calls in one order the first valid one is quoted, as figures about judges count it.
 */
export function judgesWords(
  words: Words,
  comparisons: readonly ComparisonRow[],
  pick: number,
  opponent: number,
): string {
  const { disagreements } = words;
  const asked = (first: number, second: number) => {
    const calls = comparisons.filter((call) => call.first === first && call.second === second);
    return calls.find(({ verdict }) => verdict !== 'invalid') ?? calls[0];
  };
  const [given, swapped] = [asked(pick, opponent), asked(opponent, pick)];
  if (!given && !swapped) return `-# ${disagreements.neverMet}`;
  return [
    `**${disagreements.judgeSaid}**`,
    ...said(words, disagreements.shownFirst, given, pick),
    ...said(words, disagreements.shownSecond, swapped, pick),
  ].join('\n');
}

function said(words: Words, order: string, call: ComparisonRow | undefined, pick: number): string[] {
  const { disagreements, reasoning } = words;
  if (!call) return [`-# ${order}: ${disagreements.notAsked}`];
  const winner = winnerOf(call);
  const verdict =
    winner === null
      ? reasoning.invalid[call.invalidReason ?? 'no-marker']
      : winner === pick
        ? disagreements.pickWon
        : disagreements.otherWon;
  const name = (slot: number) => (slot === pick ? disagreements.thePick : disagreements.theOther);
  const why = putBack(
    decisiveSentences(call.reasoning || call.answer, QUOTED),
    call.format,
    name(call.first),
    name(call.second),
  );
  return [`-# ${order}: ${verdict}`, ...(why === '' ? [] : [`> ${quoteLine(why, QUOTED)}`])];
}
