import type { APIMessage } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { componentView } from '../components/component.ts';
import { embedView } from '../components/embed.ts';
import { fileCard } from '../components/file-card.ts';
import { picture } from '../components/picture.ts';
import { markdown } from '../markdown/view.ts';
import { w } from '../words/words.ts';
import { flags, hasFlag } from './use.ts';

const COMPONENTS_V2 = 1 << 15;

/** The content of a message. */
export function body(message: APIMessage) {
  if (hasFlag(message, flags.loading)) {
    return html`<p class="thinking" data-testid="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${w().thinking}</p>`;
  }
  return html`<div class="message-body">
    ${message.content ? markdown(message.content) : nothing}
    ${hasFlag(message, COMPONENTS_V2) ? nothing : attachments(message)}
    ${message.embeds.map(embedView)}
    ${(message.components ?? []).map((component) => componentView(component, message))}
  </div>`;
}

/** The files of a message without Components V2. With it, components show the files. */
const attachments = ({ attachments }: APIMessage) =>
  attachments.map((file) => (file.content_type?.startsWith('image/') ? picture(file) : fileCard(file)));
