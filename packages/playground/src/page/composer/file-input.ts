import { html, nothing } from 'lit';
import { sizeOf } from '../components/file.ts';
import { icons } from '../icons.ts';
import { w } from '../words/words.ts';
import { chooseFile, focusOption } from './actions.ts';
import type { CommandOption, Filled } from './draft.ts';
import { problemId } from './panel.ts';

/** The field of an option that takes a file: the browser's file input, which also accepts drops. */
export const fileInput = (
  { name, file }: Filled,
  { label, description }: CommandOption,
  wrong: boolean,
) => html`<span class="option-file">
  ${icons.file}<span>${file ? html`${file.name} <small>${sizeOf(file.size)}</small>` : w().chooseFile}</span>
  <input
    type="file"
    data-testid="option-${name}"
    data-option=${name}
    aria-label="${label}: ${description}"
    aria-invalid=${wrong ? 'true' : 'false'}
    aria-describedby=${wrong ? problemId : nothing}
    @focus=${() => focusOption(name)}
    @change=${(event: Event) => chooseFile(name, (event.target as HTMLInputElement).files?.[0])}
  />
</span>`;
