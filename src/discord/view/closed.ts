import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { countVotes, type Tally } from '../../ballots/tally.ts';
import type { Words } from '../words/words.ts';
import { ballotAnswers } from './answer-texts.ts';
import { accents, container, type MessageView, separator, text } from './blocks.ts';
import { question } from './question.ts';
import { type TallyLine, tallyBar } from './tally-bar.ts';
import { whyButton } from './why-button.ts';
import { judgeSentence } from './words.ts';

/** A closed duel: both answers, the pick, the tally, and how sure the judge was. */
export function closedView(words: Words, snapshot: AskSnapshot, ballot: Ballot): MessageView {
  const { ask, candidates } = snapshot;
  const isPick = (slot: number) => (slot === ask.pick ? ` · ${words.voting.isPick}` : '');
  const { components, files } = ballotAnswers(words, ballot.shown, candidates, isPick);
  return {
    components: [
      container(accents.done, [
        question(words, ask),
        separator(),
        ...components,
        text(resultText(words, snapshot, ballot)),
        ...whyButton(words, snapshot),
      ]),
    ],
    files,
  };
}

function resultText(words: Words, snapshot: AskSnapshot, ballot: Ballot): string {
  const { ask, tally } = snapshot;
  const { voting } = words;
  const votes = countVotes(tally, ballot.shown);
  const pickLetter = ballot.shown[0] === ask.pick ? 'A' : 'B';
  const judge = judgeSentence(words, snapshot, pickLetter);
  if (votes.total === 0) return `${judge}\n-# ${voting.votingClosed(voting.nobodyVoted)}`;
  return [
    judge,
    tallyBar(tallyLines(words, votes)),
    `-# ${voting.votingClosed(agreementLine(words, votes, pickLetter))}`,
  ].join('\n');
}

const tallyLines = ({ voting }: Words, votes: Tally): TallyLine[] => [
  { label: 'A', votes: votes.a },
  { label: 'B', votes: votes.b },
  { label: voting.tie, votes: votes.tie },
  { label: voting.bothBad, votes: votes.bothBad },
];

function agreementLine({ voting }: Words, votes: Tally, pickLetter: 'A' | 'B'): string {
  const sided = votes.a + votes.b;
  if (sided === 0) return voting.noSide(votes.total);
  return voting.withJudge(votes.total, pickLetter === 'A' ? votes.a : votes.b, sided);
}
