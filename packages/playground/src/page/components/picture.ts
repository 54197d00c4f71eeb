import { html } from 'lit';
import { pageUrl, type ShownFile } from './file.ts';

/** An image. It reserves its space by its aspect ratio, so that nothing moves when it loads. */
export function picture(file: ShownFile) {
  const { width, height } = file;
  return html`<a class="picture" href=${pageUrl(file)} target="_blank" rel="noopener" data-testid="picture">
    <img
      src=${pageUrl(file)}
      alt=${file.description ?? file.filename}
      loading="lazy"
      .style=${width && height ? `aspect-ratio: ${width} / ${height}; width: ${width}px` : ''}
    />
  </a>`;
}
