/** Typing moves the focus to the composer when nothing else has it, as in Discord. */
export function typeIntoComposer(): void {
  document.addEventListener('keydown', (event) => {
    const nothingFocused = document.activeElement === document.body || document.activeElement?.matches('.log');
    if (!nothingFocused || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    document.querySelector<HTMLElement>('[data-testid="composer"] textarea')?.focus();
  });
}

/**
 * Remembers what has the focus before a render. What it returns is for after it: if the button in a message
 * has gone with its message's new text, that message's menu gets the focus, or else the log, so that a
 * keyboard does not have to begin at the top again.
 */
export function rememberFocus(): () => void {
  const had = document.activeElement;
  const message = had?.closest('.message');
  return () => {
    if (!message || had?.isConnected || document.activeElement !== document.body) return;
    // What is not yet, or not any more, a message of Discord's has no id.
    const there = message.id === '' ? null : document.getElementById(message.id);
    const menu = there?.querySelector<HTMLElement>('[data-testid="message-menu"]');
    (menu ?? document.querySelector<HTMLElement>('[data-testid="log"]'))?.focus();
  };
}
