import type { Ask } from '../../../db/repo/asks.ts';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { Candidate } from '../../../db/repo/candidates.ts';
import { choiceLetter } from '../../ballots/choice.ts';
import type { VoteOutcome } from '../../ballots/vote.ts';
import { answerTexts, ballotAnswers } from './answer-texts.ts';
import { accents, container, type MessageView, relativeTime, text } from './blocks.ts';
import { voteButtons } from './duel.ts';
import { confidenceWord } from './words.ts';

const pickLetter = (ask: Ask, ballot: Ballot) => (ballot.shown[0] === ask.pick ? 'A' : 'B');
const sureness = (ask: Ask) => confidenceWord(ask.pBest?.[ask.pick ?? 0] ?? 0);

/** What the voter alone is told after a vote. */
export function voteReply(outcome: VoteOutcome): MessageView {
  if (outcome.kind === 'unknown')
    return notice('This button belongs to no vote that I know. The message may be too old, or was changed.');
  const { ask, ballot, choice } = outcome;
  const pick = pickLetter(ask, ballot);
  const letter = choiceLetter(choice, ballot.shown);
  if (outcome.kind === 'late') {
    return notice(
      `Voting on this question has closed. Your choice (**${letter}**) was noted as late and does not count. The judge picked **${pick}**.`,
    );
  }
  const agree =
    letter === pick ? 'You and the judge agree.' : letter === 'A' || letter === 'B' ? 'You and the judge differ.' : '';
  const changed = outcome.before ? ` Before, you chose ${choiceLetter(outcome.before, ballot.shown)}.` : '';
  const openNote = ballot.closedAt
    ? ''
    : `\n-# You can change your vote until it closes ${relativeTime(ballot.closesAt)}; ${outcome.blind ? 'this first one was blind, a changed one is not' : 'it is stored as not blind, because you knew the pick'}.`;
  return {
    components: [
      container(accents.judge, [
        text(
          `**The judge picked ${pick}** (${sureness(ask)}). You chose **${letter}**.${changed} ${agree}`.trim() +
            openNote,
        ),
      ]),
    ],
    files: [],
  };
}

/** "Just show me": the pick for one person. */
export function peekReply(ask: Ask, ballot: Ballot, candidates: readonly Candidate[]): MessageView {
  const pick = pickLetter(ask, ballot);
  const { blocks, files } = answerTexts([
    {
      heading: `### The judge’s pick: ${pick} (${sureness(ask)})`,
      text: candidates.find(({ slot }) => slot === ask.pick)?.text ?? '',
      fileName: 'pick.md',
    },
  ]);
  const note = ballot.closedAt
    ? 'Voting has closed.'
    : 'You can still vote; because you now know the pick, your vote is stored as not blind.';
  return { components: [container(accents.judge, [...blocks.flat(), text(`-# ${note}`)])], files };
}

/** "Compare" on an open ballot: both answers, for one person, with the four buttons. */
export function compareReply(ballot: Ballot, candidates: readonly Candidate[]): MessageView {
  const { components, files } = ballotAnswers(ballot, candidates);
  const ending = ballot.closedAt ? [text('-# Voting has closed.')] : voteButtons(ballot.id, false);
  return { components: [container(accents.voting, [...components, ...ending])], files };
}

/** One sentence for one person. */
export const notice = (sentence: string): MessageView => ({
  components: [container(accents.judge, [text(sentence)])],
  files: [],
});
