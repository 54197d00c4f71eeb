import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { letterAt } from '../../ballots/choice.ts';
import type { Words } from '../words/words.ts';
import { accents, container, type MessageView, quoteLine, text } from './blocks.ts';
import { decisiveSentences } from './decisive-sentences.ts';
import { type Match, matchesOf, winnerOf } from './matches.ts';
import { putBack } from './put-back.ts';

const QUOTED = 420;

/**
 * Why the judge picked this answer, for members: the matches of the pick, and the decisive sentence of one
 * verdict. Candidates go by the letters of a duel, or else by no name at all. Nothing tells which model wrote
 * them, and of the chain of thought only that sentence is shown.
 */
export function whyView(
  { voting }: Words,
  snapshot: AskSnapshot,
  ballot: Pick<Ballot, 'kind' | 'shown' | 'closedAt'>,
): MessageView {
  const { ask, comparisons } = snapshot;
  const pick = ask.pick ?? -1;
  // The message of an open ballot has no letters before it has closed.
  const lettered = ballot.kind === 'duel' || (ballot.kind === 'open' && ballot.closedAt !== null);
  const duel = lettered && ballot.shown.length === 2;
  const name = (slot: number) => {
    if (duel && ballot.shown.includes(slot)) return letterAt(ballot.shown.indexOf(slot));
    return slot === pick ? voting.thePick : voting.anotherReply;
  };
  const met = matchesOf(comparisons).filter(({ a, b }) => a === pick || b === pick);
  const said = quoted(snapshot, name, duel ? ballot.shown.find((slot) => slot !== pick) : undefined);
  return {
    components: [
      container(accents.judge, [
        text(
          [
            `### ${voting.whyTitle(name(pick))}`,
            record(voting, met, pick, duel && ballot.shown.includes(pick) ? name(pick) : null),
            ...(said === null ? [] : [voting.inJudgesWords(quoteLine(said, QUOTED))]),
            `-# ${voting.whyNote}`,
          ].join('\n'),
        ),
      ]),
    ],
    files: [],
  };
}

/** The matches of the pick, such as "A met 3 other replies: it won against 2 and was level with 1." */
function record(voting: Words['voting'], met: readonly Match[], pick: number, name: string | null): string {
  const outcome = ({ a, winsA, winsB }: Match) => (a === pick ? winsA - winsB : winsB - winsA);
  const judged = met.filter(({ winsA, winsB }) => winsA + winsB > 0);
  if (judged.length === 0) return voting.notCompared;
  const won = judged.filter((match) => outcome(match) > 0).length;
  const lost = judged.filter((match) => outcome(match) < 0).length;
  if (won === judged.length) return voting.wonAll(name, won);
  return voting.record(name, judged.length, { won, lost, level: judged.length - won - lost });
}

/**
 * A letter or number that a judge gave an answer, after the names that we know are put back. Readers would
 * take it for one of ours, which may mean another answer.
 */
const STRANGE_NAME =
  /\b(?:answer|response|reply|candidate|option|solution|output|assistant|chatbot|model|version)s?\s+["“'‘(]?(?:[A-P]|\d{1,2})\b|\b[AB] (?:is|was|wins|won|has|does|gives|and|or|over|vs)\b|\b(?:than|and|or|over|to|but) [AB]\b/i;

/** The decisive sentence of a verdict for the pick. If possible, one against the opponent that voters saw. */
function quoted({ ask, comparisons }: AskSnapshot, name: (slot: number) => string, opponent?: number): string | null {
  const forPick = comparisons.filter((comparison) => winnerOf(comparison) === ask.pick && !comparison.conflict);
  const chosen = forPick.find(({ first, second }) => [first, second].includes(opponent ?? -1)) ?? forPick.at(-1);
  if (!chosen) return null;
  const sentence = decisiveSentences(chosen.reasoning || chosen.answer, QUOTED);
  if (STRANGE_NAME.test(putBack(sentence, chosen.format, '…', '…'))) return null;
  return putBack(sentence, chosen.format, name(chosen.first), name(chosen.second)) || null;
}
