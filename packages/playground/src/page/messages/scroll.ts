import { changed } from '../state.ts';

/** Within this many pixels of the end somebody counts as reading the newest messages. */
const NEAR = 60;

let scroller: HTMLElement | null = null;
let atEnd = true;
let lastTop = 0;

const sizes = new ResizeObserver(() => {
  if (atEnd) toEnd();
});

/** Keeps the log at its end while it grows, unless somebody has scrolled up to read. */
export function followScroller(element: Element | undefined): void {
  if (element === (scroller ?? undefined)) return;
  scroller?.removeEventListener('scroll', look);
  sizes.disconnect();
  scroller = element instanceof HTMLElement ? element : null;
  if (!scroller) return;
  scroller.addEventListener('scroll', look, { passive: true });
  sizes.observe(scroller);
  if (scroller.firstElementChild) sizes.observe(scroller.firstElementChild);
}

export const showsJump = (): boolean => !atEnd;

export function jumpToPresent(): void {
  atEnd = true;
  toEnd();
  changed();
}

function toEnd(): void {
  if (scroller) scroller.scrollTop = scroller.scrollHeight;
}

function look(): void {
  if (!scroller) return;
  const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  // Only who moves up leaves the end: that the log has grown below does not count.
  const now = near || (atEnd && scroller.scrollTop >= lastTop);
  lastTop = scroller.scrollTop;
  if (now === atEnd) return;
  atEnd = now;
  changed();
}
