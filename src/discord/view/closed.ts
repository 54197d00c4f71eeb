import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { countVotes, type Tally } from '../../ballots/tally.ts';
import type { Words } from '../words/words.ts';
import { ballotAnswers } from './answer-texts.ts';
import { authorsOf } from './authors.ts';
import { accents, container, type MessageView, type Picture, separator, text } from './blocks.ts';
import { closingWords } from './closing-words.ts';
import { question } from './question.ts';
import { tallyBlocks } from './tally-blocks.ts';
import { tallyRows } from './tally-rows.ts';
import { whyRow } from './why-button.ts';
import { judgeSentence } from './words.ts';

/** A closed duel: both answers and who wrote them, the pick, the tally, and how sure the judge was. */
export function closedView(
  words: Words,
  snapshot: AskSnapshot,
  ballot: Ballot,
  tally: Picture | null = null,
): MessageView {
  const { ask, candidates } = snapshot;
  const { voting } = words;
  const authors = authorsOf(words, candidates, ballot.shown);
  const about = (slot: number) =>
    `${slot === ask.pick ? ` · ${voting.isPick}` : ''}\n-# ${voting.writtenBy(authors.get(slot) ?? '?')}`;
  const { components, files } = ballotAnswers(words, ballot.shown, candidates, about);
  const pickLetter = ballot.shown[0] === ask.pick ? 'A' : 'B';
  const votes = countVotes(snapshot.tally, ballot.shown);
  return {
    components: [
      container(accents.done, [
        question(words, ask),
        separator(),
        ...components,
        text(judgeSentence(words, snapshot, pickLetter)),
        ...tallyBlocks(tallyRows(words, snapshot, ballot), tally),
        text(`-# ${closingWords(words, ballot, agreementLine(words, votes, pickLetter))}`),
        ...whyRow(words, snapshot),
      ]),
    ],
    files,
    pictures: tally ? [tally] : [],
  };
}

function agreementLine({ voting }: Words, votes: Tally, pickLetter: 'A' | 'B'): string {
  const sided = votes.a + votes.b;
  if (votes.total === 0) return voting.nobodyVoted;
  if (sided === 0) return voting.noSide(votes.total);
  return voting.withJudge(votes.total, pickLetter === 'A' ? votes.a : votes.b, sided);
}
