import { ButtonStyle } from 'discord-api-types/v10';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { peekId, voteId } from '../custom-id.ts';
import { ballotAnswers } from './answer-texts.ts';
import {
  accents,
  button,
  buttons,
  container,
  type MessageView,
  quoteLine,
  relativeTime,
  separator,
  text,
} from './blocks.ts';

/** Two answers, A and B, and no word about which is the pick. */
export function duelView({ ask, candidates }: Pick<AskSnapshot, 'ask' | 'candidates'>, ballot: Ballot): MessageView {
  const { components, files } = ballotAnswers(ballot, candidates);
  return {
    components: [
      container(accents.voting, [
        text(`> ${quoteLine(ask.prompt, 280)}`),
        separator(),
        ...components,
        text(
          `**Which answer is better?** The judge has chosen too; it is shown when voting closes ${relativeTime(ballot.closesAt)}.`,
        ),
        ...voteButtons(ballot.id, true),
      ]),
    ],
    files,
  };
}

export function voteButtons(ballotId: string, withPeek: boolean) {
  const vote = (key: 'a' | 'b' | 'tie' | 'bad') => voteId.write({ ballotId, key });
  return [
    buttons(
      button('A is better', vote('a'), ButtonStyle.Primary),
      button('B is better', vote('b'), ButtonStyle.Primary),
      button('Tie', vote('tie')),
      button('Both bad', vote('bad')),
      ...(withPeek ? [button('Just show me', peekId.write({ ballotId }))] : []),
    ),
  ];
}
