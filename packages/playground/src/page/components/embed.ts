import type { APIEmbed } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { markdown } from '../markdown/view.ts';
import { messageTime } from '../time.ts';
import { picture } from './picture.ts';

/** A classic embed. */
export function embedView(embed: APIEmbed) {
  const colour = embed.color ? `#${embed.color.toString(16).padStart(6, '0')}` : 'transparent';
  const image = embed.image?.url;
  const footer = [embed.footer?.text, embed.timestamp ? messageTime(Date.parse(embed.timestamp), Date.now()) : ''];
  return html`<section class="embed" .style=${`--accent: ${colour}`} data-testid="embed">
    ${embed.author ? html`<p class="embed-author">${embed.author.name}</p>` : nothing}
    ${embed.title ? html`<p class="embed-title">${title(embed)}</p>` : nothing}
    ${embed.description ? markdown(embed.description) : nothing}
    ${
      embed.fields?.length
        ? html`<dl class="embed-fields">${embed.fields.map(
            ({ name, value, inline }) =>
              html`<div class=${inline ? 'is-inline' : ''}><dt>${name}</dt><dd>${markdown(value)}</dd></div>`,
          )}</dl>`
        : nothing
    }
    ${image ? picture({ filename: 'image', size: 0, url: image }) : nothing}
    ${footer.some(Boolean) ? html`<p class="embed-footer">${footer.filter(Boolean).join(' • ')}</p>` : nothing}
  </section>`;
}

const title = ({ title, url }: APIEmbed) =>
  url && /^https?:/.test(url) ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${title}</a>` : title;
