import type { Ask } from '../../../db/repo/asks.ts';
import type { Candidate } from '../../../db/repo/candidates.ts';
import { type Choice, choiceLetter, letterAt } from '../../ballots/choice.ts';
import { isPickHidden } from '../../ballots/rules.ts';
import type { Place, VoteOutcome } from '../../ballots/vote.ts';
import { closeNowId, reasonId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { answerTexts, ballotAnswers } from './answer-texts.ts';
import { ballotReply } from './ballot.ts';
import { accents, button, buttons, container, type MessageView, text } from './blocks.ts';
import { voteButtons } from './duel.ts';
import { whyButton } from './why-button.ts';
import { suretyWord, whenItCloses } from './words.ts';

const pickLetter = (ask: Pick<Ask, 'pick'>, order: readonly number[]) => letterAt(order.indexOf(ask.pick ?? -1));

/**
 * What was chosen: a letter, or the words for a choice without one. The message of an open ballot has no
 * letters, and **Good pick** can be pressed without any other view. So its answers go by what they are.
 */
function chosenWord({ voting }: Words, { ask, ballot, order }: Shown, choice: Choice): string {
  if (ballot.kind === 'open' && choice.choice === 'candidate')
    return choice.slot === ask.pick ? voting.judgesAnswer : voting.otherAnswer;
  const letter = choiceLetter(choice, order);
  return (voting.chosen as Record<string, string>)[letter] ?? letter;
}

type Shown = Pick<VoteOutcome & { kind: 'counted' }, 'ask' | 'ballot' | 'order'>;

/** The ephemeral reply to a vote. */
export function voteReply(words: Words, outcome: VoteOutcome): MessageView {
  const { voting } = words;
  if (outcome.kind === 'unknown') return notice(voting.unknownVote);
  if (outcome.kind === 'blocked') return notice(words.limits.blocked);
  const { ask, ballot, order, choice } = outcome;
  const pick = ballot.kind === 'open' ? null : pickLetter(ask, order);
  const chosen = chosenWord(words, outcome, choice);
  if (outcome.kind === 'late') return notice(voting.late(chosen, pick));
  if (isPickHidden(outcome)) return hiddenReply(words, outcome, chosen);
  const said = [
    pick === null
      ? voting.votedOpen(chosen, suretyWord(words, ask))
      : voting.voted(pick, suretyWord(words, ask), chosen),
    outcome.before ? voting.before(chosenWord(words, outcome, outcome.before)) : '',
    choice.choice !== 'candidate' ? '' : choice.slot === ask.pick ? voting.agree : voting.differ,
  ];
  const note = ballot.closedAt ? '' : `\n-# ${voting.changeable(whenItCloses(words, ballot), outcome.blind)}`;
  return {
    components: [
      container(accents.judge, [
        text(said.filter(Boolean).join(' ') + note),
        buttons(...revealButtons(words, outcome)),
      ]),
    ],
    files: [],
  };
}

/** What a voter can do next: give their reason, read the judge's, and close the voting on their question. */
const revealButtons = (words: Words, { ballot, whyAllowed, isAsker }: VoteOutcome & { kind: 'counted' }) => [
  button(words.voting.sayWhy, reasonId.write({ ballotId: ballot.id })),
  ...(whyAllowed ? [whyButton(words, ballot.askId)] : []),
  ...(isAsker ? [button(words.closing.closeNow, closeNowId.write({ ballotId: ballot.id, act: 'ask' }))] : []),
];

/** The ephemeral reply to a vote on a server that hides the pick until the ballot closes. */
function hiddenReply(words: Words, outcome: VoteOutcome & { kind: 'counted' }, chosen: string): MessageView {
  const { voting } = words;
  const { ballot, before } = outcome;
  const said = [
    voting.votedHidden(chosen, whenItCloses(words, ballot)),
    ...(before ? [voting.before(chosenWord(words, outcome, before))] : []),
  ];
  return {
    components: [container(accents.judge, [text(said.join(' ')), buttons(...revealButtons(words, outcome))])],
    files: [],
  };
}

/** **Just show me**: the pick, for one person. */
export function peekReply(words: Words, { ask, ballot, order }: Place, candidates: readonly Candidate[]): MessageView {
  if (isPickHidden({ ask, ballot })) return notice(words.voting.pickHidden);
  const letter = ballot.kind === 'duel' ? pickLetter(ask, order) : null;
  const { blocks, files } = answerTexts(words, [
    {
      heading: `### ${words.voting.peek(letter, suretyWord(words, ask))}`,
      text: candidates.find(({ slot }) => slot === ask.pick)?.text ?? '',
      fileName: 'pick.md',
    },
  ]);
  const note = ballot.closedAt ? words.voting.closed : words.voting.peeked;
  return { components: [container(accents.judge, [...blocks.flat(), text(`-# ${note}`)])], files };
}

/** **Compare** and **Read them and vote**: the answers in one person's order, with what they need to vote. */
export function compareReply(words: Words, { ballot, order }: Place, candidates: readonly Candidate[]): MessageView {
  if (ballot.kind === 'ballot') return ballotReply(words, ballot, order, candidates);
  const { components, files } = ballotAnswers(words, order, candidates);
  const ending = ballot.closedAt ? [text(`-# ${words.voting.closed}`)] : voteButtons(words, ballot, false);
  return { components: [container(accents.voting, [...components, ...ending])], files };
}

/** The reply to the form of **Say why**. `noted` is false when the person has no vote to explain. */
export const reasonReply = ({ voting }: Words, noted: boolean): MessageView =>
  notice(noted ? voting.reasonNoted : voting.noVoteToExplain);

/** A message of one sentence. */
export const notice = (sentence: string): MessageView => ({
  components: [container(accents.judge, [text(sentence)])],
  files: [],
});
