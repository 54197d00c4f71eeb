import { html, nothing } from 'lit';
import { becomeMember } from '../actions.ts';
import { personAvatar } from '../avatar.ts';
import { icons } from '../icons.ts';
import { changed, focusNext, state } from '../state.ts';

/** "You are Ada", and everyone whom one can be instead. */
export function youPanel() {
  const you = state.hello?.you;
  if (!you) return html`<div class="you"></div>`;
  return html`<div class="you">
    ${state.peopleOpen ? peopleList() : nothing}
    <button type="button" class="you-button" data-testid="you" aria-haspopup="listbox" aria-expanded=${state.peopleOpen} @click=${toggle}>
      ${personAvatar(you.id, you.name)}
      <span class="you-name"><small>You are</small><b>${you.name}</b></span>
      <span class="you-switch">Switch${icons.up}</span>
    </button>
  </div>`;
}

const peopleList =
  () => html`<div class="people" role="listbox" aria-label="Who do you want to be?" data-testid="people" @keydown=${key} @focusout=${leave}>
  <p class="menu-title">Be somebody else</p>
  ${(state.hello?.people ?? []).map(
    ({
      id,
      name,
      moderator,
    }) => html`<div class="person" role="option" tabindex="-1" aria-selected=${id === state.hello?.you.id} data-testid="person" data-member-id=${id} @click=${() => becomeMember(id)}>
      ${personAvatar(id, name, 'small')}<span>${name}</span>${moderator ? html`<span class="role-tag">${icons.shield}moderator</span>` : nothing}
      ${id === state.hello?.you.id ? icons.check : nothing}
    </div>`,
  )}
</div>`;

function toggle(): void {
  state.peopleOpen = !state.peopleOpen;
  if (state.peopleOpen) focusNext('.people [aria-selected="true"]');
  changed();
}

function close(): void {
  state.peopleOpen = false;
  focusNext('[data-testid="you"]');
}

function leave({ relatedTarget, currentTarget }: FocusEvent): void {
  const inside = relatedTarget instanceof Node && (currentTarget as Element).parentElement?.contains(relatedTarget);
  if (relatedTarget === null || inside) return;
  state.peopleOpen = false;
  changed();
}

function key(event: KeyboardEvent): void {
  const people = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role="option"]')];
  const at = people.indexOf(document.activeElement as HTMLElement);
  const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: people.length - 1 };
  const to = moves[event.key];
  const id = people[at]?.dataset.memberId;
  if (to !== undefined) people[(to + people.length) % people.length]?.focus();
  else if ((event.key === 'Enter' || event.key === ' ') && id) {
    becomeMember(id);
    focusNext('[data-testid="you"]');
  } else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
