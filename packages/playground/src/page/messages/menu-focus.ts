import { focusNext } from '../state.ts';

/** Gives the focus back to the button of a message's menu. */
export const returnFocus = (messageId: string): void => focusNext(`#message-${messageId} [data-testid="message-menu"]`);
