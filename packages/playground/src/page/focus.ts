/** Typing moves the focus to the composer when nothing else has it, as in Discord. */
export function typeIntoComposer(): void {
  document.addEventListener('keydown', (event) => {
    const nothingFocused = document.activeElement === document.body || document.activeElement?.matches('.log');
    if (!nothingFocused || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    document.querySelector<HTMLElement>('[data-testid="composer"] textarea')?.focus();
  });
}
