import type { Words } from '../words/words.ts';
import { accents, container, type MessageView, text } from './blocks.ts';

/** What stands in place of an answer whose ask is deleted. */
export const erasedView = ({ asking }: Words): MessageView => ({
  components: [container(accents.failed, [text(asking.deleted)])],
  files: [],
});
