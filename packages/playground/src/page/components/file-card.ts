import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { w } from '../words/words.ts';
import { isText, pageUrl, type ShownFile, sizeOf } from './file.ts';
import { isExpanded, textOf, toggleExpanded } from './file-text.ts';
import { picture } from './picture.ts';

/** How many lines of a text the card shows before it is expanded. */
const PREVIEW_LINES = 6;

/** A file as a card. A text file also shows its first lines and can be expanded. */
export function fileCard(file: ShownFile) {
  if (file.content_type?.startsWith('image/')) return picture(file);
  return html`<div class="file-card" data-testid="file">
    ${isText(file) ? preview(file) : nothing}
    <div class="file-line">
      <span class="file-icon">${icons.file}</span>
      <span class="file-name">
        <a href=${pageUrl(file)} target="_blank" rel="noopener">${file.filename}</a>
        ${file.size > 0 ? html`<small>${sizeOf(file.size)}</small>` : nothing}
      </span>
      <a class="icon-button" href="${pageUrl(file)}&download" download=${file.filename} aria-label=${w().downloadFile(file.filename)} title=${w().download}>${icons.download}</a>
    </div>
  </div>`;
}

function preview(file: ShownFile) {
  const text = textOf(file);
  if (text === null) return html`<p class="file-lost">${w().fileLost}</p>`;
  const lines = (text ?? '').trimEnd().split('\n');
  const long = lines.length > PREVIEW_LINES || (text?.length ?? 0) > 400;
  const open = isExpanded(file);
  return html`<pre class="file-preview ${open ? 'is-open' : long ? 'is-cut' : ''}" tabindex="0" role="group" aria-label=${w().textOf(file.filename)} data-testid="file-text">${text ?? ''}</pre>
    ${
      long
        ? html`<button type="button" class="file-more" aria-expanded=${open} data-testid="file-more" @click=${() => toggleExpanded(file)}>${
            open ? html`${icons.up}${w().collapse}` : html`${icons.down}${w().expand(lines.length)}`
          }</button>`
        : nothing
    }`;
}
