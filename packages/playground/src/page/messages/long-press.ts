/** How long a press must last, in milliseconds, and how far the finger may move, in pixels. */
const REST_MS = 500;
const SLIP = 10;

/** Calls `open` on a long press. Browsers on Android send `contextmenu` for it, those on iOS do not. */
export function longPress(event: PointerEvent, open: (at: PointerEvent) => void): void {
  // On a button, the end of the touch is a click.
  if (event.pointerType !== 'touch' || !event.isPrimary || (event.target as Element).closest('button')) return;
  const over = new AbortController();
  const timer = setTimeout(() => {
    over.abort();
    swallowClick();
    open(event);
  }, REST_MS);
  const end = () => {
    clearTimeout(timer);
    over.abort();
  };
  const moved = ({ clientX, clientY }: PointerEvent) => {
    if (Math.hypot(clientX - event.clientX, clientY - event.clientY) > SLIP) end();
  };
  document.addEventListener('pointermove', moved, { signal: over.signal });
  for (const name of ['pointerup', 'pointercancel', 'contextmenu']) {
    document.addEventListener(name, end, { signal: over.signal });
  }
}

/** Swallows the click at the end of the touch: it would hit what has just opened. */
function swallowClick(): void {
  const over = new AbortController();
  const { signal } = over;
  document.addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal });
  for (const name of ['pointerup', 'pointercancel']) {
    document.addEventListener(name, () => setTimeout(() => over.abort(), 50), { signal });
  }
}
