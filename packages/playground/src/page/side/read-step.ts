import { html, nothing } from 'lit';
import { personAvatar } from '../avatar.ts';
import { clientLocale } from '../command-labels.ts';
import { labelOf } from '../labels.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';

/** How to read the judge's reasoning, which moderators may. */
export function readStep(become: (id: string) => void) {
  const moderator = state.hello?.people.find((person) => person.moderator);
  if (!moderator) return html`<p>${w().readByModerators}</p>`;
  const isYou = moderator.id === state.hello?.you.id;
  return html`<p>${w().readHow(isYou ? null : moderator.name, menuCommand())}${state.hello?.banner?.practice ? w().practiceThinksNothing : ''}</p>
    ${
      isYou
        ? nothing
        : html`<button type="button" class="button secondary small" data-testid="become-moderator" @click=${() => become(moderator.id)}>${personAvatar(moderator.id, moderator.name, 'small')}${w().become(moderator.name)}</button>`
    }`;
}

function menuCommand(): string {
  const command = state.commands.find(({ name, type }) => type === 3 && /reasoning/i.test(name));
  return command ? labelOf(command, clientLocale()) : 'Judge’s reasoning';
}
