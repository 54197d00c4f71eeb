/** The outcomes of a check. `skipped` means that it could not be made. */
export const states = ['ok', 'warning', 'failure', 'skipped'] as const;
export type State = (typeof states)[number];

/** What a check found. It never holds a token, a key, a prompt or a reply. */
export interface Finding {
  name: string;
  state: State;
  what: string;
  /** What to do about it. '' when there is nothing to do. */
  remedy: string;
}

export const ok = (name: string, what: string): Finding => ({ name, state: 'ok', what, remedy: '' });
export const warning = (name: string, what: string, remedy: string): Finding => ({
  name,
  state: 'warning',
  what,
  remedy,
});
export const failure = (name: string, what: string, remedy: string): Finding => ({
  name,
  state: 'failure',
  what,
  remedy,
});
export const skipped = (name: string, what: string): Finding => ({ name, state: 'skipped', what, remedy: '' });
