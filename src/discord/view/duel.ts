import { ButtonStyle } from 'discord-api-types/v10';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { type BallotKey, pairKeys } from '../../ballots/choice.ts';
import { peekId, voteId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { ballotAnswers } from './answer-texts.ts';
import { accents, button, buttons, container, type MessageView, separator, text } from './blocks.ts';
import { question } from './question.ts';
import { soFarLine } from './so-far.ts';
import { whenItCloses } from './words.ts';

/** An open duel: two answers, A and B. Nothing tells which one is the pick. */
export function duelView(
  words: Words,
  { ask, candidates, tally }: Pick<AskSnapshot, 'ask' | 'candidates' | 'tally'>,
  ballot: Ballot,
): MessageView {
  const { components, files } = ballotAnswers(words, ballot.shown, candidates);
  return {
    components: [
      container(accents.voting, [
        question(words, ask),
        separator(),
        ...components,
        text(
          words.voting.whichIsBetter(whenItCloses(words, ballot), ask.settings.hidePick === true) +
            soFarLine(words, tally),
        ),
        ...voteButtons(words, ballot, !ask.settings.hidePick),
      ]),
    ],
    files,
  };
}

/** The buttons to vote on two answers. `withPeek` adds **Just show me**. */
export function voteButtons({ voting }: Words, { id: ballotId, kind }: Pick<Ballot, 'id' | 'kind'>, withPeek: boolean) {
  const vote = (key: BallotKey) => voteId.write({ ballotId, key });
  const [a, b] = pairKeys[kind === 'open' ? 'open' : 'duel'];
  return [
    buttons(
      button(voting.aIsBetter, vote(a), ButtonStyle.Primary),
      button(voting.bIsBetter, vote(b), ButtonStyle.Primary),
      button(voting.tie, vote('tie')),
      button(voting.bothBad, vote('bad')),
      ...(withPeek ? [button(voting.justShowMe, peekId.write({ ballotId }))] : []),
    ),
  ];
}
