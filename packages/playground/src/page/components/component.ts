import type {
  APIActionRowComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIContainerComponent,
  APIMessage,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISeparatorComponent,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { markdown } from '../markdown/view.ts';
import { buttonView } from './button.ts';
import { fileOf, fileOfComponent } from './file.ts';
import { fileCard } from './file-card.ts';
import { picture } from './picture.ts';
import { selectView } from './select.ts';
import { kind } from './types.ts';

type View = TemplateResult | typeof nothing;

/** A component of a message with everything inside it. */
export function componentView(
  component: APIMessageTopLevelComponent | APIComponentInContainer,
  message: APIMessage,
): View {
  switch (component.type) {
    case kind.actionRow:
      return row(component, message);
    case kind.container:
      return container(component, message);
    case kind.textDisplay:
      return markdown(component.content);
    case kind.section:
      return section(component, message);
    case kind.separator:
      return separator(component);
    case kind.mediaGallery:
      return html`<div class="gallery count-${Math.min(component.items.length, 4)}">${component.items.map(
        ({ media, description }) => picture(fileOf(message, media, description)),
      )}</div>`;
    case kind.file:
      return fileCard(fileOfComponent(message, component));
    default:
      return nothing;
  }
}

function container({ accent_color: accent, components, spoiler }: APIContainerComponent, message: APIMessage): View {
  const colour = typeof accent === 'number' ? `#${accent.toString(16).padStart(6, '0')}` : 'transparent';
  return html`<section class="container ${typeof accent === 'number' ? 'has-accent' : ''} ${spoiler ? 'is-spoiler' : ''}" .style=${`--accent: ${colour}`} data-testid="container">
    ${components.map((inner) => componentView(inner, message))}
  </section>`;
}

const row = ({ components }: APIActionRowComponent<APIComponentInMessageActionRow>, message: APIMessage): View =>
  html`<div class="action-row">${components.map((inner) =>
    inner.type === kind.button ? buttonView(inner, message) : selectView(inner, message),
  )}</div>`;

const section = ({ components, accessory }: APISectionComponent, message: APIMessage): View =>
  html`<div class="section">
    <div class="section-text">${components.map(({ content }) => markdown(content))}</div>
    ${
      accessory.type === kind.button
        ? buttonView(accessory, message)
        : html`<span class="thumbnail">${picture(fileOf(message, accessory.media, accessory.description))}</span>`
    }
  </div>`;

const separator = ({ divider = true, spacing = 1 }: APISeparatorComponent): View =>
  html`<div class="separator ${spacing === 2 ? 'large' : 'small'} ${divider ? 'has-line' : ''}" role="separator"></div>`;
