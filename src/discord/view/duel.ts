import { ButtonStyle } from 'discord-api-types/v10';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { peekId, voteId } from '../custom-id.ts';
import { ballotAnswers } from './answer-texts.ts';
import { accents, button, buttons, container, type MessageView, quoteLine, separator, text } from './blocks.ts';
import { whenItCloses } from './words.ts';

/** Two answers, A and B, and no word about which is the pick. */
export function duelView({ ask, candidates }: Pick<AskSnapshot, 'ask' | 'candidates'>, ballot: Ballot): MessageView {
  const { components, files } = ballotAnswers(ballot.shown, candidates);
  return {
    components: [
      container(accents.voting, [
        text(`> ${quoteLine(ask.prompt, 280)}`),
        separator(),
        ...components,
        text(
          `**Which answer is better?** The judge has chosen too; its pick is shown when voting closes ${whenItCloses(ballot)}.`,
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
