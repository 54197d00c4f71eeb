import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';
import { answerTexts } from './answer-texts.ts';
import { authorsOf } from './authors.ts';
import { accents, container, type MessageView, type Picture, separator, text } from './blocks.ts';
import { closingWords } from './closing-words.ts';
import { question } from './question.ts';
import { TALLY_LINE, tallyBlocks } from './tally-blocks.ts';
import { tallyRows } from './tally-rows.ts';
import { whyRow } from './why-button.ts';
import { judgeSentence } from './words.ts';

/**
 * A closed ballot of all answers: the pick, the tally, and the people's favourite if that is another answer.
 */
export function closedBallotView(
  words: Words,
  snapshot: AskSnapshot,
  ballot: Ballot,
  tally: Picture | null = null,
): MessageView {
  const { ask, candidates } = snapshot;
  const { voting } = words;
  const textOf = (slot: number) => candidates.find((candidate) => candidate.slot === slot)?.text ?? '';
  const authors = authorsOf(words, candidates, ballot.shown);
  const rows = tallyRows(words, snapshot, ballot);
  const answers = rows.flatMap(({ slot, votes }) => (slot === null ? [] : { slot, votes }));
  const most = answers[0]?.votes ?? 0;
  const favourites = answers.filter(({ votes }) => votes > 0 && votes === most).map(({ slot }) => slot);
  const other = favourites.length === 1 && favourites[0] !== ask.pick ? favourites[0] : undefined;
  const headed = (heading: string, slot: number, fileName: string) => ({
    heading: `### ${heading}\n-# ${voting.writtenBy(authors.get(slot) ?? '?')}`,
    text: textOf(slot),
    fileName,
  });
  const { blocks, files } = answerTexts(
    words,
    [
      headed(voting.judgesPick, ask.pick ?? -1, 'pick.md'),
      ...(other === undefined ? [] : [headed(voting.favourite, other, 'favourite.md')]),
    ],
    // The tally quotes every answer that it lists.
    answers.length * TALLY_LINE,
  );
  const total = rows.reduce((sum, { votes }) => sum + votes, 0);
  const quotes = new Map(answers.map(({ slot }) => [slot, textOf(slot)]));
  const how = total === 0 ? voting.nobodyVoted : voting.votesOn(total, ballot.shown.length);
  return {
    components: [
      container(accents.done, [
        question(words, ask),
        separator(),
        ...blocks.flatMap((block) => [...block, separator()]),
        text(judgeSentence(words, snapshot, voting.thisAnswer)),
        ...tallyBlocks(rows, tally, quotes),
        text(`-# ${closingWords(words, ballot, how)}`),
        ...whyRow(words, snapshot),
      ]),
    ],
    files,
    pictures: tally ? [tally] : [],
  };
}
