import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';
import { answerTexts } from './answer-texts.ts';
import { accents, container, type MessageView, separator, text } from './blocks.ts';
import { question } from './question.ts';
import { type TallyLine, tallyBar } from './tally-bar.ts';
import { whyButton } from './why-button.ts';
import { judgeSentence } from './words.ts';

/**
 * A closed ballot of all answers: the pick, the tally, and the people's favourite if that is another answer.
 */
export function closedBallotView(words: Words, snapshot: AskSnapshot, ballot: Ballot): MessageView {
  const { ask, candidates, tally } = snapshot;
  const { voting } = words;
  const textOf = (slot: number) => candidates.find((candidate) => candidate.slot === slot)?.text ?? '';
  const count = (test: (row: AskSnapshot['tally'][number]) => boolean) =>
    tally.filter(test).reduce((sum, { votes }) => sum + votes, 0);
  const chosen = ballot.shown
    .map((slot) => ({ slot, votes: count((row) => row.slot === slot) }))
    .sort((a, b) => b.votes - a.votes);
  const most = chosen[0]?.votes ?? 0;
  const favourites = chosen.filter(({ votes }) => votes > 0 && votes === most).map(({ slot }) => slot);
  const other = favourites.length === 1 && favourites[0] !== ask.pick ? favourites[0] : undefined;
  const { blocks, files } = answerTexts(
    words,
    [
      { heading: `### ${voting.judgesPick}`, text: textOf(ask.pick ?? -1), fileName: 'pick.md' },
      ...(other === undefined
        ? []
        : [{ heading: `### ${voting.favourite}`, text: textOf(other), fileName: 'favourite.md' }]),
    ],
    // The tally quotes every answer that got a vote.
    chosen.length * 80,
  );
  const total = count(() => true);
  const note = (slot: number) => (slot === ask.pick ? '→ ' : '');
  const lines: TallyLine[] = [
    ...chosen
      .filter(({ votes, slot }) => votes > 0 || slot === ask.pick)
      .map(({ slot, votes }) => ({ label: `${note(slot)}${textOf(slot)}`, votes })),
    { label: voting.tie, votes: count(({ choice }) => choice === 'tie') },
    { label: voting.none, votes: count(({ choice }) => choice === 'both_bad') },
  ];
  return {
    components: [
      container(accents.done, [
        question(words, ask),
        separator(),
        ...blocks.flatMap((block) => [...block, separator()]),
        text(
          [
            judgeSentence(words, snapshot, voting.thisAnswer),
            ...(total === 0 ? [] : [tallyBar(lines)]),
            `-# ${voting.votingClosed(total === 0 ? voting.nobodyVoted : voting.votesOn(total, ballot.shown.length))}`,
          ].join('\n'),
        ),
        ...whyButton(words, snapshot),
      ]),
    ],
    files,
  };
}
