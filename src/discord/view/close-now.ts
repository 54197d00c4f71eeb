import { ButtonStyle } from 'discord-api-types/v10';
import { closeNowId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, type MessageView, text } from './blocks.ts';

/** Asks before voting is closed by hand, which cannot be undone. */
export const sureToCloseView = ({ closing }: Words, ballotId: string, votes: number): MessageView => ({
  components: [
    container(accents.failed, [
      text(closing.sure(votes)),
      buttons(button(closing.yes, closeNowId.write({ ballotId, act: 'do' }), ButtonStyle.Danger)),
    ]),
  ],
  files: [],
});
