import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { letterAt } from '../../ballots/choice.ts';
import { accents, container, type MessageView, plural, quoteLine, text } from './blocks.ts';
import { decisiveSentences } from './decisive-sentences.ts';
import { type Match, matchesOf, winnerOf } from './matches.ts';
import { putBack } from './put-back.ts';

const QUOTED = 420;

/**
 * Why the judge picked what it did, for members: who beat whom, and the decisive sentence of one verdict. Candidates are called by the letters
 * of the ballot where it showed two, and never by who wrote them; no chain of thought beyond that sentence.
 */
export function whyView(snapshot: AskSnapshot, ballot: Pick<Ballot, 'kind' | 'shown'>): MessageView {
  const { ask, comparisons } = snapshot;
  const pick = ask.pick ?? -1;
  const duel = ballot.kind !== 'ballot' && ballot.shown.length === 2;
  const name = (slot: number) => {
    if (duel && ballot.shown.includes(slot)) return letterAt(ballot.shown.indexOf(slot));
    return slot === pick ? 'the pick' : 'another reply';
  };
  const met = matchesOf(comparisons).filter(({ a, b }) => a === pick || b === pick);
  const said = quoted(snapshot, name, duel ? ballot.shown.find((slot) => slot !== pick) : undefined);
  return {
    components: [
      container(accents.judge, [
        text(
          [
            `### Why ${name(pick)}?`,
            record(met, pick, name(pick)),
            ...(said === null ? [] : [`In the judge’s words: “${quoteLine(said, QUOTED)}”`]),
            '-# A short extract. The judge is a model and can be wrong; its whole reasoning is open to moderators.',
          ].join('\n'),
        ),
      ]),
    ],
    files: [],
  };
}

/** "A met 3 other replies: it won against 2, and was level with 1." */
function record(met: readonly Match[], pick: number, name: string): string {
  const outcome = ({ a, winsA, winsB }: Match) => (a === pick ? winsA - winsB : winsB - winsA);
  const judged = met.filter(({ winsA, winsB }) => winsA + winsB > 0);
  if (judged.length === 0)
    return 'It was not compared with another reply in a verdict that counts, so there is no more to say.';
  const won = judged.filter((match) => outcome(match) > 0).length;
  const lost = judged.filter((match) => outcome(match) < 0).length;
  const level = judged.length - won - lost;
  const subject = name === 'the pick' ? 'The pick' : name;
  if (won === judged.length)
    return `${subject} met ${plural(won, 'other reply', 'other replies')} and won against ${won === 1 ? 'it' : 'all of them'}.`;
  const parts = [
    ...(won > 0 ? [`won against ${won}`] : []),
    ...(level > 0 ? [`was level with ${level}`] : []),
    ...(lost > 0 ? [`lost to ${lost}`] : []),
  ];
  return `${subject} met ${plural(judged.length, 'other reply', 'other replies')}: it ${parts.join(parts.length > 2 ? ', ' : ' and ')}.`;
}

/** The decisive sentence of a verdict for the pick: over the opponent that voters saw, if there is one. */
function quoted({ ask, comparisons }: AskSnapshot, name: (slot: number) => string, opponent?: number): string | null {
  const forPick = comparisons.filter((comparison) => winnerOf(comparison) === ask.pick && !comparison.conflict);
  const chosen =
    forPick.find(({ first, second }) => [first, second].includes(opponent ?? -1)) ?? forPick.at(-1) ?? null;
  if (!chosen) return null;
  const sentence = decisiveSentences(chosen.reasoning || chosen.answer, QUOTED);
  return putBack(sentence, name(chosen.first), name(chosen.second)) || null;
}
