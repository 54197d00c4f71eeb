import { changed } from '../state.ts';

/** Within this distance of the end, in pixels, the log counts as scrolled to the end. */
const NEAR = 60;

let scroller: HTMLElement | null = null;
let atEnd = true;
let lastTop = 0;

const sizes = new ResizeObserver(() => {
  if (atEnd) toEnd();
});

/** Keeps the log scrolled to the end while it grows, unless the person has scrolled up. */
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
  // Only scrolling up leaves the end. A log that grows below does not.
  const now = near || (atEnd && scroller.scrollTop >= lastTop);
  lastTop = scroller.scrollTop;
  if (now === atEnd) return;
  atEnd = now;
  changed();
}
