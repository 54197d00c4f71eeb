import { html, nothing } from 'lit';
import { becomeMember } from '../actions.ts';
import { personAvatar } from '../avatar.ts';
import { icons } from '../icons.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';

/** The member list. A click switches to that member. */
export const people = () => html`<p class="channel-group" id="people-title">${w().membersTitle}</p>
  <ul aria-labelledby="people-title" data-testid="people">
    ${(state.hello?.people ?? []).map(({ id, name, moderator }) => {
      const isYou = id === state.hello?.you.id;
      return html`<li>
        <button type="button" class="person ${isYou ? 'is-you' : ''}" aria-current=${isYou ? 'true' : nothing} data-testid="person" @click=${() => becomeMember(id)}>
          ${personAvatar(id, name)}<span class="person-name">${name}</span>
          ${moderator ? html`<span class="role-tag">${icons.shield}${w().moderatorTag}</span>` : nothing}
          ${isYou ? icons.check : nothing}
        </button>
      </li>`;
    })}
  </ul>`;

/** The panel of the current member, below the channels as in Discord. */
export function youPanel() {
  const you = state.hello?.you;
  if (!you) return nothing;
  return html`<div class="you">
    ${personAvatar(you.id, you.name)}
    <p class="you-name"><b>${you.name}</b><small>${you.moderator ? w().moderator : w().member}</small></p>
  </div>`;
}
