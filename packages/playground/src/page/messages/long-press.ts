/** How long a finger rests before the menu opens, and how far it may slip; milliseconds and pixels. */
const REST_MS = 500;
const SLIP = 10;

/** Opens something where a finger rests. Android's browsers say so themselves (`contextmenu`), those of iOS do not. */
export function longPress(event: PointerEvent, open: (at: PointerEvent) => void): void {
  // Lifting the finger off a button presses it.
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

/** The finger's lifting would be a click on what has opened below it. */
function swallowClick(): void {
  const over = new AbortController();
  const { signal } = over;
  document.addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal });
  for (const name of ['pointerup', 'pointercancel']) {
    document.addEventListener(name, () => setTimeout(() => over.abort(), 50), { signal });
  }
}
