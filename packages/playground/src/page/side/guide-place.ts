import { changed, focusNext, state } from '../state.ts';

const narrow = matchMedia('(max-width: 1099px)');
const phone = matchMedia('(max-width: 759px)');

/** Whether the guide covers the channel or a part of it. */
export const isNarrow = (): boolean => narrow.matches;

/** Whether the guide covers all of the channel. */
export const isPhone = (): boolean => phone.matches;

/** Opens the guide in a wide window, and closes it when the window becomes narrow. */
export function openGuideWhereItFits(): void {
  state.guideOpen = !isNarrow();
  narrow.addEventListener('change', () => {
    if (isNarrow()) state.guideOpen = false;
    changed();
  });
  // What lies behind the guide changes at this width.
  phone.addEventListener('change', changed);
}

/** On a telephone, the guide is the first thing to see in a channel where nothing has been said yet. */
export function openGuideFirst(nothingSaid: boolean): void {
  if (isPhone() && nothingSaid) state.guideOpen = true;
}

export function toggleGuide(): void {
  state.guideOpen = !state.guideOpen;
  changed();
}

/** Closes the guide. The focus goes to the button that opens it. */
export function closeGuide(): void {
  state.guideOpen = false;
  focusNext('[data-testid="guide-button"]');
}

/** Puts the guide out of the way of what it has just offered, where it covers that. */
export function leaveGuide(): void {
  if (!isNarrow()) return;
  state.guideOpen = false;
  changed();
}
