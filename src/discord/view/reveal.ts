import type { Ask } from '../../../db/repo/asks.ts';
import type { Candidate } from '../../../db/repo/candidates.ts';
import { choiceLetter, letterAt } from '../../ballots/choice.ts';
import type { Place, VoteOutcome } from '../../ballots/vote.ts';
import { reasonId } from '../custom-id.ts';
import { answerTexts, ballotAnswers } from './answer-texts.ts';
import { ballotReply } from './ballot.ts';
import { accents, button, buttons, container, type MessageView, text } from './blocks.ts';
import { voteButtons } from './duel.ts';
import { blockedSentence, confidenceWord, whenItCloses } from './words.ts';

const pickLetter = (ask: Ask, order: readonly number[]) => letterAt(order.indexOf(ask.pick ?? -1));
const sureness = (ask: Ask) => confidenceWord(ask.pBest?.[ask.pick ?? 0] ?? 0);

/** What the voter alone is told after a vote. */
export function voteReply(outcome: VoteOutcome): MessageView {
  if (outcome.kind === 'unknown')
    return notice('This button belongs to no vote that I know. The message may be too old, or was changed.');
  if (outcome.kind === 'blocked') return notice(blockedSentence);
  const { ask, ballot, order, choice } = outcome;
  const pick = pickLetter(ask, order);
  const letter = choiceLetter(choice, order);
  if (outcome.kind === 'late') {
    return notice(
      `Voting on this question has closed. Your choice (**${letter}**) was noted as late and does not count. The judge picked **${pick}**.`,
    );
  }
  const agree =
    letter === pick ? 'You and the judge agree.' : choice.choice === 'candidate' ? 'You and the judge differ.' : '';
  const changed = outcome.before ? ` Before, you chose ${choiceLetter(outcome.before, order)}.` : '';
  const openNote = ballot.closedAt
    ? ''
    : `\n-# You can change your vote until it closes ${whenItCloses(ballot)}; ${outcome.blind ? 'this first one was blind, a changed one is not' : 'it is stored as not blind, because you knew the pick'}.`;
  return {
    components: [
      container(accents.judge, [
        text(
          `**The judge picked ${pick}** (${sureness(ask)}). You chose **${letter}**.${changed} ${agree}`.trim() +
            openNote,
        ),
        buttons(button('Say why', reasonId.write({ ballotId: ballot.id }))),
      ]),
    ],
    files: [],
  };
}

/** "Just show me": the pick for one person. */
export function peekReply({ ask, ballot, order }: Place, candidates: readonly Candidate[]): MessageView {
  const name = ballot.kind === 'ballot' ? '' : `: ${pickLetter(ask, order)}`;
  const { blocks, files } = answerTexts([
    {
      heading: `### The judge’s pick${name} (${sureness(ask)})`,
      text: candidates.find(({ slot }) => slot === ask.pick)?.text ?? '',
      fileName: 'pick.md',
    },
  ]);
  const note = ballot.closedAt
    ? 'Voting has closed.'
    : 'You can still vote; because you now know the pick, your vote is stored as not blind.';
  return { components: [container(accents.judge, [...blocks.flat(), text(`-# ${note}`)])], files };
}

/** The answers for one person, in that person's order, with what is needed to vote: "Compare", "Read them and vote". */
export function compareReply({ ballot, order }: Place, candidates: readonly Candidate[]): MessageView {
  if (ballot.kind === 'ballot') return ballotReply(ballot, order, candidates);
  const { components, files } = ballotAnswers(order, candidates);
  const ending = ballot.closedAt ? [text('-# Voting has closed.')] : voteButtons(ballot.id, false);
  return { components: [container(accents.voting, [...components, ...ending])], files };
}

/** What a voter is told who said why. */
export const reasonReply = (noted: boolean): MessageView =>
  notice(
    noted
      ? 'Thank you. Your reason is kept with your vote; saying why once more replaces it.'
      : 'There is no vote of yours here to give a reason for. Vote first, then say why.',
  );

/** One sentence for one person. */
export const notice = (sentence: string): MessageView => ({
  components: [container(accents.judge, [text(sentence)])],
  files: [],
});
