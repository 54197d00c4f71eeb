import { ButtonStyle } from 'discord-api-types/v10';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { compareId, voteId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { answerTexts } from './answer-texts.ts';
import { accents, button, buttons, container, type MessageView, separator, text } from './blocks.ts';
import { question } from './question.ts';
import { soFarLine } from './so-far.ts';
import { whenItCloses } from './words.ts';

/**
 * An open ballot with the pick shown: a button to agree with it, and one to compare it with another answer.
 */
export function openBallotView(words: Words, { ask, candidates, tally }: AskSnapshot, ballot: Ballot): MessageView {
  const answer = candidates.find(({ slot }) => slot === ask.pick)?.text ?? '';
  const { blocks, files } = answerTexts(words, [{ heading: '', text: answer, fileName: 'answer.md' }]);
  return {
    components: [
      container(accents.voting, [
        question(words, ask),
        separator(),
        ...blocks.flat(),
        separator(),
        text(`-# ${words.voting.doYouAgree(candidates.length, whenItCloses(words, ballot))}${soFarLine(words, tally)}`),
        buttons(
          button(words.voting.goodPick, voteId.write({ ballotId: ballot.id, key: 'good' }), ButtonStyle.Primary),
          button(words.voting.compare, compareId.write({ ballotId: ballot.id })),
        ),
      ]),
    ],
    files,
  };
}
