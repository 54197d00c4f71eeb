import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { countVotes, type Tally } from '../../ballots/tally.ts';
import { ballotAnswers } from './answer-texts.ts';
import { accents, container, type MessageView, plural, quoteLine, separator, text } from './blocks.ts';
import { type TallyLine, tallyBar } from './tally-bar.ts';
import { whyButton } from './why-button.ts';
import { judgeSentence } from './words.ts';

/** Voting is over: the pick, the tally, how sure the judge was. Both answers stay. */
export function closedView(snapshot: AskSnapshot, ballot: Ballot): MessageView {
  const { ask, candidates } = snapshot;
  const isPick = (slot: number) => (slot === ask.pick ? ' · the judge’s pick' : '');
  const { components, files } = ballotAnswers(ballot.shown, candidates, isPick);
  return {
    components: [
      container(accents.done, [
        text(`> ${quoteLine(ask.prompt, 280)}`),
        separator(),
        ...components,
        text(resultText(snapshot, ballot)),
        ...whyButton(snapshot),
      ]),
    ],
    files,
  };
}

function resultText(snapshot: AskSnapshot, ballot: Ballot): string {
  const { ask, tally } = snapshot;
  const votes = countVotes(tally, ballot.shown);
  const pickLetter = ballot.shown[0] === ask.pick ? 'A' : 'B';
  const judge = judgeSentence(snapshot, pickLetter);
  if (votes.total === 0) return `${judge}\n-# Voting is closed. Nobody voted.`;
  return [judge, tallyBar(tallyLines(votes)), `-# Voting is closed. ${agreementLine(votes, pickLetter)}`].join('\n');
}

const tallyLines = (votes: Tally): TallyLine[] => [
  { label: 'A', votes: votes.a },
  { label: 'B', votes: votes.b },
  { label: 'Tie', votes: votes.tie },
  { label: 'Both bad', votes: votes.bothBad },
];

function agreementLine(votes: Tally, pickLetter: 'A' | 'B'): string {
  const decided = votes.a + votes.b;
  const all = plural(votes.total, 'vote');
  if (decided === 0) return `${all}, none for one side.`;
  const withJudge = pickLetter === 'A' ? votes.a : votes.b;
  return `${all}; ${withJudge} of the ${decided} who took a side agreed with the judge.`;
}
