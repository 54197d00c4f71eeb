import type { Words } from '../words/words.ts';
import { accents, container, type MessageView, text } from './blocks.ts';

/** What replaces the answer of a deleted ask. */
export const erasedView = ({ asking }: Words): MessageView => ({
  components: [container(accents.failed, [text(asking.deleted)])],
  files: [],
});
