import { accents, container, type MessageView, text } from './blocks.ts';

/** What stands in place of an answer whose ask is deleted. */
export const erasedView: MessageView = {
  components: [container(accents.failed, [text('This question and its answers were deleted.')])],
  files: [],
};
