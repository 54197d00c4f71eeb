import { closeGuide, isNarrow } from './side/guide-place.ts';
import { closeRail } from './side/rail.ts';
import { state } from './state.ts';

/** Escape closes what covers the channel, wherever the focus is. Open forms and menus come first. */
export function closeByEscape(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || state.modal || state.menu || state.select) return;
    const inGuide = event.target instanceof Element && event.target.closest('.guide') !== null;
    if (state.railOpen) closeRail();
    else if (state.guideOpen && (isNarrow() || inGuide)) closeGuide();
  });
}
